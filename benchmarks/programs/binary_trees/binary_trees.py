import sys


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def count_nodes(tree):
    if tree.left is None:
        return 1
    return 1 + count_nodes(tree.left) + count_nodes(tree.right)


def run(depth):
    lasting = build(depth)
    total = 0
    times = 2**depth
    for small in range(4, depth + 1, 2):
        for _ in range(times):
            total += count_nodes(build(small))
        times //= 4
    return total + count_nodes(lasting)


print(run(int(sys.argv[1])))
