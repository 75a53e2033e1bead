// Products of 62 bits do not fit into a double: the left factor is split into halves of 16 bits, and
// `%`, which is slow on doubles, is written out.
function modulo(x, m) {
  return x - Math.floor(x / m) * m;
}

function sumOfProducts(n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const left = 2147483647 - i;
    const high = left >>> 16;
    const low = left & 65535;
    for (let j = 0; j < n; j++) {
      const right = 2147483629 - 3 * j;
      total = modulo(total + modulo(high * right, 2147483587) * 65536 + low * right, 2147483587);
    }
  }
  return total;
}

console.log(sumOfProducts(Number(process.argv[2])));
