class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

class Segment {
  constructor(start, end, name) {
    this.start = start;
    this.end = end;
    this.name = name;
  }
}

function makeSegments(n) {
  const segments = [];
  let last = new Point(0, 0);
  for (let i = 0; i < n; i++) {
    const next = new Point((i * 7) % 1000, (i * 13) % 1000);
    segments.push(new Segment(last, next, i));
    last = next;
  }
  return segments;
}

function measure(segments) {
  let total = 0;
  for (const segment of segments) {
    const dx = segment.end.x - segment.start.x;
    const dy = segment.end.y - segment.start.y;
    total = (total + dx * dx + dy * dy + segment.name) % 1000003;
  }
  return total;
}

console.log(measure(makeSegments(Number(process.argv[2]))));
