import sys


def fannkuch(n):
    current = list(range(n))
    flipped = [0] * n
    counts = [0] * n
    most = checksum = 0
    even = True
    r = n
    while True:
        while r != 1:
            counts[r - 1] = r
            r -= 1

        for i in range(n):
            flipped[i] = current[i]
        flips = 0
        first = flipped[0]
        while first != 0:
            low = 0
            high = first
            while low < high:
                flipped[low], flipped[high] = flipped[high], flipped[low]
                low += 1
                high -= 1
            flips += 1
            first = flipped[0]
        if flips > most:
            most = flips
        checksum += flips if even else -flips

        while True:
            if r == n:
                return checksum, most
            kept = current[0]
            for i in range(r):
                current[i] = current[i + 1]
            current[r] = kept
            counts[r] -= 1
            if counts[r] > 0:
                break
            r += 1
        even = not even


print(*fannkuch(int(sys.argv[1])))
