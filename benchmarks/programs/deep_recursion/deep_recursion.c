#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t descend(int64_t depth, int64_t seed) {
  if (depth == 0) return seed;
  int64_t below = descend(depth - 1, (seed * 31 + depth) % 65521);
  return (below * 17 + depth) % 65521;
}

int main(int argc, char **argv) {
  (void)argc;
  int64_t rounds = atoll(argv[1]), total = 0;
  for (int64_t round = 0; round < rounds; round++) total += descend((round + 1) * 997 % 5000, round);
  printf("%" PRId64 "\n", total);
}
