import sys


def count_primes(limit):
    composite = [False] * (limit + 1)
    count = 0
    for i in range(2, limit + 1):
        if not composite[i]:
            count += 1
            for multiple in range(i * i, limit + 1, i):
                composite[multiple] = True
    return count


print(sum(count_primes((i + 1) * 17389 % 1000000) for i in range(int(sys.argv[1]))))
