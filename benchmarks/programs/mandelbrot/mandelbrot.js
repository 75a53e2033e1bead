function escapeTime(re, im, limit) {
  let x = 0;
  let y = 0;
  let count = 0;
  while (count < limit && x * x + y * y <= 4) {
    const next = x * x - y * y + re;
    y = 2 * x * y + im;
    x = next;
    count++;
  }
  return count;
}

function sumOfTimes(n) {
  let total = 0;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      total += escapeTime((3 * column) / n - 2, (3 * row) / n - 1.5, 200);
    }
  }
  return total;
}

console.log(sumOfTimes(Number(process.argv[2])));
