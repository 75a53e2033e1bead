import sys


def letters(n, seed):
    pieces = []
    x = seed
    for _ in range(n):
        x = x * 16807 % 2147483647
        pieces.append("acgt"[x % 4])
    return "".join(pieces)


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i in range(len(a)):
        current = [i + 1]
        for j in range(len(b)):
            least = previous[j]
            if a[i] != b[j]:
                least += 1
            if previous[j + 1] + 1 < least:
                least = previous[j + 1] + 1
            if current[j] + 1 < least:
                least = current[j] + 1
            current.append(least)
        previous = current
    return previous[len(b)]


n = int(sys.argv[1])
print(distance(letters(n, 42), letters(n, 77)), distance("kitten", "sitting"))
