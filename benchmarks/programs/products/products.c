#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t sum_of_products(int64_t n) {
  int64_t total = 0;
  for (int64_t i = 0; i < n; i++) {
    int64_t left = 2147483647 - i;
    for (int64_t j = 0; j < n; j++) {
      int64_t right = 2147483629 - 3 * j;
      total = (total + left * right) % 2147483587;
    }
  }
  return total;
}

int main(int argc, char **argv) {
  (void)argc;
  printf("%" PRId64 "\n", sum_of_products(atoll(argv[1])));
}
