import sys


def build(n, step):
    return [[(i * step + j * 3) % 11 / 8 for j in range(n)] for i in range(n)]


def multiply(a, b, n):
    c = []
    for i in range(n):
        row = [0.0] * n
        for k in range(n):
            factor = a[i][k]
            other = b[k]
            for j in range(n):
                row[j] += factor * other[j]
        c.append(row)
    return c


def sum_of(m):
    total = 0.0
    for row in m:
        for value in row:
            total += value
    return total


n = int(sys.argv[1])
print(int(sum_of(multiply(build(n, 5), build(n, 7), n)) * 64))
