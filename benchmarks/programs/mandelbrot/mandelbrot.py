import sys


def escape_time(re, im, limit):
    x = y = 0.0
    count = 0
    while count < limit and x * x + y * y <= 4.0:
        x, y = x * x - y * y + re, 2.0 * x * y + im
        count += 1
    return count


def sum_of_times(n):
    total = 0
    for row in range(n):
        for column in range(n):
            total += escape_time(3.0 * column / n - 2.0, 3.0 * row / n - 1.5, 200)
    return total


print(sum_of_times(int(sys.argv[1])))
