#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

// Fused multiply-adds round differently, and so would some points escape at another time.
__attribute__((optimize("fp-contract=off"))) static int64_t escape_time(double re, double im, int64_t limit) {
  double x = 0, y = 0;
  int64_t count = 0;
  while (count < limit && x * x + y * y <= 4) {
    double next = x * x - y * y + re;
    y = 2 * x * y + im;
    x = next;
    count++;
  }
  return count;
}

static int64_t sum_of_times(int64_t n) {
  int64_t total = 0;
  for (int64_t row = 0; row < n; row++)
    for (int64_t column = 0; column < n; column++)
      total += escape_time(3.0 * column / n - 2, 3.0 * row / n - 1.5, 200);
  return total;
}

int main(int argc, char **argv) {
  (void)argc;
  printf("%" PRId64 "\n", sum_of_times(atoll(argv[1])));
}
