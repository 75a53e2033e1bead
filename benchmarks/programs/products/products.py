import sys


def sum_of_products(n):
    total = 0
    for i in range(n):
        left = 2147483647 - i
        for j in range(n):
            right = 2147483629 - 3 * j
            total = (total + left * right) % 2147483587
    return total


print(sum_of_products(int(sys.argv[1])))
