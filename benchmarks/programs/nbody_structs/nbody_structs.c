#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define N 5
#define SUN 39.47841760435743
#define YEAR 365.24

struct body {
  double x, y, z, vx, vy, vz, mass;
};

static void move(struct body *b, double dt) {
  b->x += dt * b->vx;
  b->y += dt * b->vy;
  b->z += dt * b->vz;
}

static void kick(struct body *b, double dx, double dy, double dz, double amount) {
  b->vx += dx * amount;
  b->vy += dy * amount;
  b->vz += dz * amount;
}

static double kinetic_energy(const struct body *b) {
  return 0.5 * b->mass * (b->vx * b->vx + b->vy * b->vy + b->vz * b->vz);
}

static double energy(const struct body *bodies) {
  double total = 0;
  for (int i = 0; i < N; i++) {
    const struct body *a = &bodies[i];
    total += kinetic_energy(a);
    for (int j = i + 1; j < N; j++) {
      const struct body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      total -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

static void advance(struct body *bodies, double dt) {
  for (int i = 0; i < N; i++) {
    struct body *a = &bodies[i];
    for (int j = i + 1; j < N; j++) {
      struct body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double square = dx * dx + dy * dy + dz * dz;
      double force = dt / (square * sqrt(square));
      kick(a, dx, dy, dz, -b->mass * force);
      kick(b, dx, dy, dz, a->mass * force);
    }
  }
  for (int i = 0; i < N; i++) move(&bodies[i], dt);
}

int main(int argc, char **argv) {
  (void)argc;
  struct body bodies[N] = {
      {0, 0, 0, 0, 0, 0, SUN},
      {4.841431442464721, -1.1603200440274284, -0.10362204447112311, 0.001660076642744037 * YEAR,
       0.007699011184197404 * YEAR, -0.0000690460016972063 * YEAR, 0.0009547919384243266 * SUN},
      {8.34336671824458, 4.124798564124305, -0.4035234171143214, -0.002767425107268624 * YEAR,
       0.004998528012349172 * YEAR, 0.000023041729757376393 * YEAR, 0.0002858859806661308 * SUN},
      {12.894369562139131, -15.111151401698631, -0.22330757889265573, 0.002964601375647616 * YEAR,
       0.0023784717395948095 * YEAR, -0.000029658956854023756 * YEAR, 0.00004366244043351563 * SUN},
      {15.379697114850917, -25.919314609987964, 0.17925877295037118, 0.0026806777249038932 * YEAR,
       0.001628241700382423 * YEAR, -0.00009515922545197159 * YEAR, 0.000051513890204661145 * SUN},
  };
  for (int i = 1; i < N; i++)
    kick(&bodies[0], bodies[i].vx, bodies[i].vy, bodies[i].vz, -bodies[i].mass / SUN);
  double before = energy(bodies);
  for (int64_t step = 0, steps = atoll(argv[1]); step < steps; step++) advance(bodies, 0.01);
  printf("%lld %lld\n", llround(before * 1e9), llround(energy(bodies) * 1e9));
}
