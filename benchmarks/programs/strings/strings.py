import sys

LETTERS = "etaoin shrdlu cmfwyp"


def build(n):
    # Pieces are joined at the end, as PyPy copies a string that grows.
    pieces = []
    x = 42
    for _ in range(n):
        x = x * 16807 % 2147483647
        pieces.append(LETTERS[x % 20])
    return "".join(pieces)


def count_vowels(text):
    count = 0
    for c in text:
        if c == "a" or c == "e" or c == "i" or c == "o" or c == "u":
            count += 1
    return count


def count_doubles(text):
    count = 0
    for i in range(1, len(text)):
        if text[i] == text[i - 1]:
            count += 1
    return count


def longest_word(text):
    longest = ""
    start = 0
    for i in range(len(text)):
        if text[i] == " ":
            if i - start > len(longest):
                longest = text[start:i]
            start = i + 1
    return longest


text = build(int(sys.argv[1]))
print(count_vowels(text), count_doubles(text), longest_word(text))
