function build(n, step) {
  const rows = [];
  for (let i = 0; i < n; i++) {
    const row = new Float64Array(n);
    for (let j = 0; j < n; j++) row[j] = ((i * step + j * 3) % 11) / 8;
    rows.push(row);
  }
  return rows;
}

function multiply(a, b, n) {
  const c = [];
  for (let i = 0; i < n; i++) {
    const row = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      const factor = a[i][k];
      const other = b[k];
      for (let j = 0; j < n; j++) row[j] += factor * other[j];
    }
    c.push(row);
  }
  return c;
}

function sumOf(m) {
  let total = 0;
  for (const row of m) for (const value of row) total += value;
  return total;
}

const n = Number(process.argv[2]);
console.log(sumOf(multiply(build(n, 5), build(n, 7), n)) * 64);
