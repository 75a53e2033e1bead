import sys


def numbers(n):
    for i in range(n):
        yield i


def scaled(source, factor):
    for x in source:
        yield x * factor + 1


def odd_ones(source):
    for x in source:
        if x % 2 == 1:
            yield x


def run(n):
    total = 0
    for x in odd_ones(scaled(numbers(n), 3)):
        total = (total * 31 + x) % 1000003
    return total


print(run(int(sys.argv[1])))
