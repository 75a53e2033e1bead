#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void sort_range(int64_t *items, int64_t first, int64_t last) {
  int64_t i = first, j = last, pivot = items[(first + last) / 2];
  while (i <= j) {
    while (items[i] < pivot) i++;
    while (items[j] > pivot) j--;
    if (i <= j) {
      int64_t kept = items[i];
      items[i] = items[j];
      items[j] = kept;
      i++;
      j--;
    }
  }
  if (first < j) sort_range(items, first, j);
  if (i < last) sort_range(items, i, last);
}

int main(int argc, char **argv) {
  (void)argc;
  int64_t n = atoll(argv[1]), x = 42, total = 0;
  int64_t *items = malloc(n * sizeof *items);
  for (int64_t i = 0; i < n; i++) items[i] = x = x * 16807 % 2147483647;
  sort_range(items, 0, n - 1);
  for (int64_t i = 0; i < n; i++) total = (total * 31 + items[i]) % 1000003;
  printf("%" PRId64 "\n", total);
}
