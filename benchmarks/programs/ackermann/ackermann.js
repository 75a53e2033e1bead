const times = Number(process.argv[2]);

function ackermann(m, n) {
  if (m === 0) return n + 1;
  if (n === 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

let total = 0;
for (let i = 0; i < times; i++) total += ackermann(3, i % 10);
console.log(total);
