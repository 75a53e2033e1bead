import sys
from math import pi, sqrt


def energy(x, y, z, vx, vy, vz, mass):
    total = 0.0
    for i in range(len(mass)):
        total += 0.5 * mass[i] * (vx[i] * vx[i] + vy[i] * vy[i] + vz[i] * vz[i])
        for j in range(i + 1, len(mass)):
            dx = x[i] - x[j]
            dy = y[i] - y[j]
            dz = z[i] - z[j]
            total -= mass[i] * mass[j] / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def simulate(steps, dt):
    sun = 4 * pi * pi
    year = 365.24
    mass = [
        sun,
        0.0009547919384243266 * sun,
        0.0002858859806661308 * sun,
        0.00004366244043351563 * sun,
        0.000051513890204661145 * sun,
    ]
    x = [0.0, 4.841431442464721, 8.34336671824458, 12.894369562139131, 15.379697114850917]
    y = [0.0, -1.1603200440274284, 4.124798564124305, -15.111151401698631, -25.919314609987964]
    z = [0.0, -0.10362204447112311, -0.4035234171143214, -0.22330757889265573, 0.17925877295037118]
    vx = [
        0.0,
        0.001660076642744037 * year,
        -0.002767425107268624 * year,
        0.002964601375647616 * year,
        0.0026806777249038932 * year,
    ]
    vy = [
        0.0,
        0.007699011184197404 * year,
        0.004998528012349172 * year,
        0.0023784717395948095 * year,
        0.001628241700382423 * year,
    ]
    vz = [
        0.0,
        -0.0000690460016972063 * year,
        0.000023041729757376393 * year,
        -0.000029658956854023756 * year,
        -0.00009515922545197159 * year,
    ]
    n = len(mass)
    for i in range(1, n):
        vx[0] -= vx[i] * mass[i] / sun
        vy[0] -= vy[i] * mass[i] / sun
        vz[0] -= vz[i] * mass[i] / sun
    before = energy(x, y, z, vx, vy, vz, mass)
    for _ in range(steps):
        for i in range(n):
            for j in range(i + 1, n):
                dx = x[i] - x[j]
                dy = y[i] - y[j]
                dz = z[i] - z[j]
                square = dx * dx + dy * dy + dz * dz
                force = dt / (square * sqrt(square))
                vx[i] -= dx * mass[j] * force
                vy[i] -= dy * mass[j] * force
                vz[i] -= dz * mass[j] * force
                vx[j] += dx * mass[i] * force
                vy[j] += dy * mass[i] * force
                vz[j] += dz * mass[i] * force
        for i in range(n):
            x[i] += dt * vx[i]
            y[i] += dt * vy[i]
            z[i] += dt * vz[i]
    return before, energy(x, y, z, vx, vy, vz, mass)


before, after = simulate(int(sys.argv[1]), 0.01)
print(round(before * 1e9), round(after * 1e9))
