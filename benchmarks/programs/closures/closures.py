import sys


def counter(step):
    count = 0

    def following():
        nonlocal count
        count += step
        return count

    return following


def compose(f, g):
    return lambda x: g(f(x))


def run(n):
    steps = [lambda x, i=i: (x * i + 1) % 1000003 for i in range(1, 9)]
    both = compose(steps[2], steps[5])
    following = counter(3)
    total = 0
    for i in range(n):
        total = (both(total) + steps[i % 8](i) + following()) % 1000003
        total += counter(i)()
    return total


print(run(int(sys.argv[1])))
