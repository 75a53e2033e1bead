function* numbers(n) {
  for (let i = 0; i < n; i++) yield i;
}

function* scaled(source, factor) {
  for (const x of source) yield x * factor + 1;
}

function* oddOnes(source) {
  for (const x of source) {
    if (x % 2 === 1) yield x;
  }
}

function run(n) {
  let total = 0;
  for (const x of oddOnes(scaled(numbers(n), 3))) total = (total * 31 + x) % 1000003;
  return total;
}

console.log(run(Number(process.argv[2])));
