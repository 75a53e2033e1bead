#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static double **zeros(int64_t n) {
  double **rows = malloc(n * sizeof *rows);
  for (int64_t i = 0; i < n; i++) rows[i] = calloc(n, sizeof **rows);
  return rows;
}

static double **build(int64_t n, int64_t step) {
  double **rows = zeros(n);
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++) rows[i][j] = (double)((i * step + j * 3) % 11) / 8.0;
  return rows;
}

static double **multiply(double **a, double **b, int64_t n) {
  double **c = zeros(n);
  for (int64_t i = 0; i < n; i++) {
    double *restrict row = c[i];
    for (int64_t k = 0; k < n; k++) {
      double factor = a[i][k];
      const double *restrict other = b[k];
      for (int64_t j = 0; j < n; j++) row[j] += factor * other[j];
    }
  }
  return c;
}

static double sum_of(double **m, int64_t n) {
  double total = 0;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++) total += m[i][j];
  return total;
}

int main(int argc, char **argv) {
  (void)argc;
  int64_t n = atoll(argv[1]);
  printf("%" PRId64 "\n", (int64_t)(sum_of(multiply(build(n, 5), build(n, 7), n), n) * 64.0));
}
