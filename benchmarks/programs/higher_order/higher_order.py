import sys
from functools import reduce


def pipeline(n, offset):
    shifted = map(lambda x: x * 3 + offset, range(n))
    even = filter(lambda x: x % 2 == 0, shifted)
    return reduce(lambda total, x: (total + x) % 1000003, even, 0)


print(pipeline(int(sys.argv[1]), 5))
