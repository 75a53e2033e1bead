#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static void fannkuch(int n) {
  int current[16], flipped[16], counts[16];
  int64_t most = 0, checksum = 0;
  bool even = true;
  for (int i = 0; i < n; i++) current[i] = i;
  int r = n;
  for (;;) {
    for (; r != 1; r--) counts[r - 1] = r;

    for (int i = 0; i < n; i++) flipped[i] = current[i];
    int64_t flips = 0;
    for (int first = flipped[0]; first != 0; first = flipped[0]) {
      for (int low = 0, high = first; low < high; low++, high--) {
        int kept = flipped[low];
        flipped[low] = flipped[high];
        flipped[high] = kept;
      }
      flips++;
    }
    if (flips > most) most = flips;
    checksum += even ? flips : -flips;

    for (;;) {
      if (r == n) {
        printf("%" PRId64 " %" PRId64 "\n", checksum, most);
        return;
      }
      int kept = current[0];
      for (int i = 0; i < r; i++) current[i] = current[i + 1];
      current[r] = kept;
      counts[r]--;
      if (counts[r] > 0) break;
      r++;
    }
    even = !even;
  }
}

int main(int argc, char **argv) {
  (void)argc;
  fannkuch(atoi(argv[1]));
}
