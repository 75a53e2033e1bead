#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t male(int64_t n);

static int64_t female(int64_t n) {
  if (n == 0) return 1;
  return n - male(female(n - 1));
}

static int64_t male(int64_t n) {
  if (n == 0) return 0;
  return n - female(male(n - 1));
}

int main(int argc, char **argv) {
  (void)argc;
  int64_t last = atoll(argv[1]), total = 0;
  for (int64_t n = 0; n <= last; n++) total += female(n) + male(n);
  printf("%" PRId64 "\n", total);
}
