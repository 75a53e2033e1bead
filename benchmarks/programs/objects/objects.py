import sys


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Segment:
    __slots__ = ("start", "end", "name")

    def __init__(self, start, end, name):
        self.start = start
        self.end = end
        self.name = name


def make_segments(n):
    segments = []
    last = Point(0, 0)
    for i in range(n):
        following = Point(i * 7 % 1000, i * 13 % 1000)
        segments.append(Segment(last, following, i))
        last = following
    return segments


def measure(segments):
    total = 0
    for segment in segments:
        dx = segment.end.x - segment.start.x
        dy = segment.end.y - segment.start.y
        total = (total + dx * dx + dy * dy + segment.name) % 1000003
    return total


print(measure(make_segments(int(sys.argv[1]))))
