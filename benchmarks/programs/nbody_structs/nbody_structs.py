import sys
from math import pi, sqrt

SUN = 4 * pi * pi
YEAR = 365.24


class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")

    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx * YEAR
        self.vy = vy * YEAR
        self.vz = vz * YEAR
        self.mass = mass * SUN

    def move(self, dt):
        self.x += dt * self.vx
        self.y += dt * self.vy
        self.z += dt * self.vz

    def kick(self, dx, dy, dz, amount):
        self.vx += dx * amount
        self.vy += dy * amount
        self.vz += dz * amount

    def kinetic_energy(self):
        return 0.5 * self.mass * (self.vx * self.vx + self.vy * self.vy + self.vz * self.vz)


def solar_system():
    return [
        Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
        Body(
            4.841431442464721,
            -1.1603200440274284,
            -0.10362204447112311,
            0.001660076642744037,
            0.007699011184197404,
            -0.0000690460016972063,
            0.0009547919384243266,
        ),
        Body(
            8.34336671824458,
            4.124798564124305,
            -0.4035234171143214,
            -0.002767425107268624,
            0.004998528012349172,
            0.000023041729757376393,
            0.0002858859806661308,
        ),
        Body(
            12.894369562139131,
            -15.111151401698631,
            -0.22330757889265573,
            0.002964601375647616,
            0.0023784717395948095,
            -0.000029658956854023756,
            0.00004366244043351563,
        ),
        Body(
            15.379697114850917,
            -25.919314609987964,
            0.17925877295037118,
            0.0026806777249038932,
            0.001628241700382423,
            -0.00009515922545197159,
            0.000051513890204661145,
        ),
    ]


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += a.kinetic_energy()
        for b in bodies[i + 1 :]:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            total -= a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def advance(bodies, dt):
    n = len(bodies)
    for i in range(n):
        a = bodies[i]
        for j in range(i + 1, n):
            b = bodies[j]
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            square = dx * dx + dy * dy + dz * dz
            force = dt / (square * sqrt(square))
            a.kick(dx, dy, dz, -b.mass * force)
            b.kick(dx, dy, dz, a.mass * force)
    for body in bodies:
        body.move(dt)


def main(steps):
    bodies = solar_system()
    for b in bodies[1:]:
        bodies[0].kick(b.vx, b.vy, b.vz, -b.mass / SUN)
    before = energy(bodies)
    for _ in range(steps):
        advance(bodies, 0.01)
    print(round(before * 1e9), round(energy(bodies) * 1e9))


main(int(sys.argv[1]))
