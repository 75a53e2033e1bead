import sys


def filled(n):
    items = []
    x = 42
    for _ in range(n):
        x = x * 16807 % 2147483647
        items.append(x % 1000000)
    return items


def swap(items, i, j):
    items[i], items[j] = items[j], items[i]


def shuffle(items):
    x = 77
    for i in range(1, len(items)):
        x = x * 16807 % 2147483647
        swap(items, i, x % (i + 1))


def checksum(items):
    total = 0
    for item in items:
        total = (total * 31 + item) % 1000003
    return total


items = filled(int(sys.argv[1]))
before = checksum(items)
items.sort()
items.reverse()
middle = checksum(items)
shuffle(items)
print(before, middle, checksum(items))
