#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define N 5
#define SUN 39.47841760435743
#define YEAR 365.24

static double mass[N] = {SUN, 0.0009547919384243266 * SUN, 0.0002858859806661308 * SUN,
                         0.00004366244043351563 * SUN, 0.000051513890204661145 * SUN};
static double x[N] = {0, 4.841431442464721, 8.34336671824458, 12.894369562139131, 15.379697114850917};
static double y[N] = {0, -1.1603200440274284, 4.124798564124305, -15.111151401698631, -25.919314609987964};
static double z[N] = {0, -0.10362204447112311, -0.4035234171143214, -0.22330757889265573, 0.17925877295037118};
static double vx[N] = {0, 0.001660076642744037 * YEAR, -0.002767425107268624 * YEAR,
                       0.002964601375647616 * YEAR, 0.0026806777249038932 * YEAR};
static double vy[N] = {0, 0.007699011184197404 * YEAR, 0.004998528012349172 * YEAR,
                       0.0023784717395948095 * YEAR, 0.001628241700382423 * YEAR};
static double vz[N] = {0, -0.0000690460016972063 * YEAR, 0.000023041729757376393 * YEAR,
                       -0.000029658956854023756 * YEAR, -0.00009515922545197159 * YEAR};

static double energy(void) {
  double total = 0;
  for (int i = 0; i < N; i++) {
    total += 0.5 * mass[i] * (vx[i] * vx[i] + vy[i] * vy[i] + vz[i] * vz[i]);
    for (int j = i + 1; j < N; j++) {
      double dx = x[i] - x[j], dy = y[i] - y[j], dz = z[i] - z[j];
      total -= mass[i] * mass[j] / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

static void advance(double dt) {
  for (int i = 0; i < N; i++) {
    for (int j = i + 1; j < N; j++) {
      double dx = x[i] - x[j], dy = y[i] - y[j], dz = z[i] - z[j];
      double square = dx * dx + dy * dy + dz * dz;
      double force = dt / (square * sqrt(square));
      vx[i] -= dx * mass[j] * force;
      vy[i] -= dy * mass[j] * force;
      vz[i] -= dz * mass[j] * force;
      vx[j] += dx * mass[i] * force;
      vy[j] += dy * mass[i] * force;
      vz[j] += dz * mass[i] * force;
    }
  }
  for (int i = 0; i < N; i++) {
    x[i] += dt * vx[i];
    y[i] += dt * vy[i];
    z[i] += dt * vz[i];
  }
}

int main(int argc, char **argv) {
  (void)argc;
  for (int i = 1; i < N; i++) {
    vx[0] -= vx[i] * mass[i] / SUN;
    vy[0] -= vy[i] * mass[i] / SUN;
    vz[0] -= vz[i] * mass[i] / SUN;
  }
  double before = energy();
  for (int64_t step = 0, steps = atoll(argv[1]); step < steps; step++) advance(0.01);
  printf("%lld %lld\n", llround(before * 1e9), llround(energy() * 1e9));
}
