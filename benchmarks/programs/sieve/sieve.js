function countPrimes(limit) {
  const composite = new Uint8Array(limit + 1);
  let count = 0;
  for (let i = 2; i <= limit; i++) {
    if (!composite[i]) {
      count++;
      for (let multiple = i * i; multiple <= limit; multiple += i) composite[multiple] = 1;
    }
  }
  return count;
}

const rounds = Number(process.argv[2]);
let total = 0;
for (let round = 0; round < rounds; round++) total += countPrimes(((round + 1) * 17389) % 1000000);
console.log(total);
