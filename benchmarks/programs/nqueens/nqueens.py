import sys


def is_safe(queens, row, column):
    for r in range(row):
        other = queens[r]
        if other == column or other - column == row - r or column - other == row - r:
            return False
    return True


def solutions(queens, row):
    if row == len(queens):
        return 1
    found = 0
    for column in range(len(queens)):
        if is_safe(queens, row, column):
            queens[row] = column
            found += solutions(queens, row + 1)
    return found


print(solutions([0] * int(sys.argv[1]), 0))
