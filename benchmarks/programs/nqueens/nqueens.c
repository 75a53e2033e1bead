#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_safe(const int64_t *queens, int64_t row, int64_t column) {
  for (int64_t r = 0; r < row; r++) {
    int64_t other = queens[r];
    if (other == column || other - column == row - r || column - other == row - r) return false;
  }
  return true;
}

static int64_t solutions(int64_t *queens, int64_t n, int64_t row) {
  if (row == n) return 1;
  int64_t found = 0;
  for (int64_t column = 0; column < n; column++) {
    if (is_safe(queens, row, column)) {
      queens[row] = column;
      found += solutions(queens, n, row + 1);
    }
  }
  return found;
}

int main(int argc, char **argv) {
  (void)argc;
  int64_t n = atoll(argv[1]);
  printf("%" PRId64 "\n", solutions(calloc(n, sizeof(int64_t)), n, 0));
}
