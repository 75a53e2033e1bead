#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_prime(int64_t n) {
  if (n < 2) return false;
  if (n % 2 == 0) return n == 2;
  for (int64_t divisor = 3; divisor * divisor <= n; divisor += 2) {
    if (n % divisor == 0) return false;
  }
  return true;
}

int main(int argc, char **argv) {
  (void)argc;
  int64_t limit = atoll(argv[1]), count = 0;
  for (int64_t n = 0; n < limit; n++) {
    if (is_prime(n)) count++;
  }
  printf("%" PRId64 "\n", count);
}
