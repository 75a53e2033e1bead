import sys


def count_values(n):
    counts = {}
    x = 42
    for _ in range(n):
        x = x * 16807 % 2147483647
        key = x % 5000
        counts[key] = counts.get(key, 0) + 1
    return counts


def checksum(counts):
    total = 0
    for key in range(5000):
        total = (total * 31 + counts.get(key, 0) * key) % 1000003
    return total


counts = count_values(int(sys.argv[1]))
print(len(counts), checksum(counts))
