function pipeline(n, offset) {
  return Array.from({ length: n }, (_, i) => i)
    .map((x) => x * 3 + offset)
    .filter((x) => x % 2 === 0)
    .reduce((total, x) => (total + x) % 1000003, 0);
}

console.log(pipeline(Number(process.argv[2]), 5));
