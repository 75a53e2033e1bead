#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t count_primes(int64_t limit) {
  bool *composite = calloc(limit + 1, sizeof *composite);
  int64_t count = 0;
  for (int64_t i = 2; i <= limit; i++) {
    if (!composite[i]) {
      count++;
      for (int64_t multiple = i * i; multiple <= limit; multiple += i) composite[multiple] = true;
    }
  }
  free(composite);
  return count;
}

int main(int argc, char **argv) {
  (void)argc;
  int64_t rounds = atoll(argv[1]), total = 0;
  for (int64_t round = 0; round < rounds; round++) total += count_primes((round + 1) * 17389 % 1000000);
  printf("%" PRId64 "\n", total);
}
