import sys


def female(n):
    if n == 0:
        return 1
    return n - male(female(n - 1))


def male(n):
    if n == 0:
        return 0
    return n - female(male(n - 1))


def main(last):
    total = 0
    for n in range(last + 1):
        total += female(n) + male(n)
    print(total)


main(int(sys.argv[1]))
