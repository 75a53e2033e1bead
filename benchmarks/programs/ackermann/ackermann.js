const [n, times] = process.argv.slice(2).map(Number);

function ackermann(m, n) {
  if (m === 0) return n + 1;
  if (n === 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

let total = 0;
let i = 0;
while (i < times) {
  total = total + ackermann(3, n - (i % 2));
  i = i + 1;
}
console.log(total);
