import sys

sys.setrecursionlimit(20000)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def main(times):
    total = 0
    for i in range(times):
        total += ackermann(3, i % 10)
    print(total)


main(int(sys.argv[1]))
