import sys


def random_ints(n):
    items = []
    x = 42
    for _ in range(n):
        x = x * 16807 % 2147483647
        items.append(x)
    return items


def sort_range(items, first, last):
    i = first
    j = last
    pivot = items[(first + last) // 2]
    while i <= j:
        while items[i] < pivot:
            i += 1
        while items[j] > pivot:
            j -= 1
        if i <= j:
            items[i], items[j] = items[j], items[i]
            i += 1
            j -= 1
    if first < j:
        sort_range(items, first, j)
    if i < last:
        sort_range(items, i, last)


def checksum(items):
    total = 0
    for item in items:
        total = (total * 31 + item) % 1000003
    return total


n = int(sys.argv[1])
items = random_ints(n)
sort_range(items, 0, n - 1)
print(checksum(items))
