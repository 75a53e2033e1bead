#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t longest_chain(int64_t limit) {
  int64_t best = 0, best_start = 0;
  for (int64_t start = 1; start < limit; start++) {
    int64_t n = start, steps = 0;
    while (n != 1) {
      if (n % 2 == 0)
        n = n / 2;
      else
        n = 3 * n + 1;
      steps++;
    }
    if (steps > best) {
      best = steps;
      best_start = start;
    }
  }
  return best_start * 1000 + best;
}

int main(int argc, char **argv) {
  (void)argc;
  printf("%" PRId64 "\n", longest_chain(atoll(argv[1])));
}
