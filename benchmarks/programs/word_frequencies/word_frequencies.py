import sys

SYLLABLES = ["ka", "lo", "mi", "ne", "pu", "ra", "so", "ti", "ve", "zu", "an", "el"]


def make_text(n):
    parts = []
    x = 42
    for _ in range(n):
        x = x * 16807 % 2147483647
        parts.append(SYLLABLES[x % 12] + SYLLABLES[x // 12 % 12] + SYLLABLES[x // 144 % 12])
    return " ".join(parts)


def count_words(text):
    counts = {}
    for word in text.split(" "):
        counts[word] = counts.get(word, 0) + 1
    return counts


def most_frequent(counts):
    best = ""
    most = 0
    for word, count in counts.items():
        if count > most or (count == most and word < best):
            best = word
            most = count
    return f"{best} {most}"


counts = count_words(make_text(int(sys.argv[1])))
print(len(counts), most_frequent(counts))
