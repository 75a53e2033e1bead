const floats = (...values) => Float64Array.from(values);

function energy(x, y, z, vx, vy, vz, mass) {
  let total = 0;
  for (let i = 0; i < mass.length; i++) {
    total += 0.5 * mass[i] * (vx[i] * vx[i] + vy[i] * vy[i] + vz[i] * vz[i]);
    for (let j = i + 1; j < mass.length; j++) {
      const dx = x[i] - x[j];
      const dy = y[i] - y[j];
      const dz = z[i] - z[j];
      total -= (mass[i] * mass[j]) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

function simulate(steps, dt) {
  const sun = 4 * Math.PI * Math.PI;
  const year = 365.24;
  const mass = floats(
    sun,
    0.0009547919384243266 * sun,
    0.0002858859806661308 * sun,
    0.00004366244043351563 * sun,
    0.000051513890204661145 * sun,
  );
  const x = floats(0, 4.841431442464721, 8.34336671824458, 12.894369562139131, 15.379697114850917);
  const y = floats(0, -1.1603200440274284, 4.124798564124305, -15.111151401698631, -25.919314609987964);
  const z = floats(0, -0.10362204447112311, -0.4035234171143214, -0.22330757889265573, 0.17925877295037118);
  const vx = floats(
    0,
    0.001660076642744037 * year,
    -0.002767425107268624 * year,
    0.002964601375647616 * year,
    0.0026806777249038932 * year,
  );
  const vy = floats(
    0,
    0.007699011184197404 * year,
    0.004998528012349172 * year,
    0.0023784717395948095 * year,
    0.001628241700382423 * year,
  );
  const vz = floats(
    0,
    -0.0000690460016972063 * year,
    0.000023041729757376393 * year,
    -0.000029658956854023756 * year,
    -0.00009515922545197159 * year,
  );
  const n = mass.length;
  for (let i = 1; i < n; i++) {
    vx[0] -= (vx[i] * mass[i]) / sun;
    vy[0] -= (vy[i] * mass[i]) / sun;
    vz[0] -= (vz[i] * mass[i]) / sun;
  }
  const before = energy(x, y, z, vx, vy, vz, mass);
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const dx = x[i] - x[j];
        const dy = y[i] - y[j];
        const dz = z[i] - z[j];
        const square = dx * dx + dy * dy + dz * dz;
        const force = dt / (square * Math.sqrt(square));
        vx[i] -= dx * mass[j] * force;
        vy[i] -= dy * mass[j] * force;
        vz[i] -= dz * mass[j] * force;
        vx[j] += dx * mass[i] * force;
        vy[j] += dy * mass[i] * force;
        vz[j] += dz * mass[i] * force;
      }
    }
    for (let i = 0; i < n; i++) {
      x[i] += dt * vx[i];
      y[i] += dt * vy[i];
      z[i] += dt * vz[i];
    }
  }
  return [before, energy(x, y, z, vx, vy, vz, mass)];
}

const [before, after] = simulate(Number(process.argv[2]), 0.01);
console.log(Math.round(before * 1e9), Math.round(after * 1e9));
