const SUN = 4 * Math.PI * Math.PI;
const YEAR = 365.24;

class Body {
  constructor(x, y, z, vx, vy, vz, mass) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.vx = vx;
    this.vy = vy;
    this.vz = vz;
    this.mass = mass;
  }

  move(dt) {
    this.x += dt * this.vx;
    this.y += dt * this.vy;
    this.z += dt * this.vz;
  }

  kick(dx, dy, dz, amount) {
    this.vx += dx * amount;
    this.vy += dy * amount;
    this.vz += dz * amount;
  }

  kineticEnergy() {
    return 0.5 * this.mass * (this.vx * this.vx + this.vy * this.vy + this.vz * this.vz);
  }
}

function planet(x, y, z, vx, vy, vz, mass) {
  return new Body(x, y, z, vx * YEAR, vy * YEAR, vz * YEAR, mass * SUN);
}

function solarSystem() {
  return [
    planet(0, 0, 0, 0, 0, 0, 1),
    planet(
      4.841431442464721,
      -1.1603200440274284,
      -0.10362204447112311,
      0.001660076642744037,
      0.007699011184197404,
      -0.0000690460016972063,
      0.0009547919384243266,
    ),
    planet(
      8.34336671824458,
      4.124798564124305,
      -0.4035234171143214,
      -0.002767425107268624,
      0.004998528012349172,
      0.000023041729757376393,
      0.0002858859806661308,
    ),
    planet(
      12.894369562139131,
      -15.111151401698631,
      -0.22330757889265573,
      0.002964601375647616,
      0.0023784717395948095,
      -0.000029658956854023756,
      0.00004366244043351563,
    ),
    planet(
      15.379697114850917,
      -25.919314609987964,
      0.17925877295037118,
      0.0026806777249038932,
      0.001628241700382423,
      -0.00009515922545197159,
      0.000051513890204661145,
    ),
  ];
}

function bringToRest(bodies) {
  const [sun, ...planets] = bodies;
  for (const { vx, vy, vz, mass } of planets) sun.kick(vx, vy, vz, -mass / SUN);
}

function energy(bodies) {
  let total = 0;
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    total += a.kineticEnergy();
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      total -= (a.mass * b.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

function advance(bodies, dt) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const square = dx * dx + dy * dy + dz * dz;
      const force = dt / (square * Math.sqrt(square));
      a.kick(dx, dy, dz, -b.mass * force);
      b.kick(dx, dy, dz, a.mass * force);
    }
  }
  for (const body of bodies) body.move(dt);
}

const steps = Number(process.argv[2]);
const bodies = solarSystem();
bringToRest(bodies);
const before = energy(bodies);
for (let step = 0; step < steps; step++) advance(bodies, 0.01);
console.log(Math.round(before * 1e9), Math.round(energy(bodies) * 1e9));
