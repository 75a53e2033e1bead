import sys

sys.setrecursionlimit(20000)


def descend(depth, seed):
    if depth == 0:
        return seed
    below = descend(depth - 1, (seed * 31 + depth) % 65521)
    return (below * 17 + depth) % 65521


def main(rounds):
    total = 0
    for i in range(rounds):
        total += descend((i + 1) * 997 % 5000, i)
    print(total)


main(int(sys.argv[1]))
