function countValues(n) {
  const counts = new Map();
  let x = 42;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    const key = x % 5000;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function checksum(counts) {
  let total = 0;
  for (let key = 0; key < 5000; key++) total = (total * 31 + (counts.get(key) ?? 0) * key) % 1000003;
  return total;
}

const counts = countValues(Number(process.argv[2]));
console.log(counts.size, checksum(counts));
