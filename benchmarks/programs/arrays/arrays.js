function filled(n) {
  const items = [];
  let x = 42;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    items.push(x % 1000000);
  }
  return items;
}

function swap(items, i, j) {
  const kept = items[i];
  items[i] = items[j];
  items[j] = kept;
}

function shuffle(items) {
  let x = 77;
  for (let i = 1; i < items.length; i++) {
    x = (x * 16807) % 2147483647;
    swap(items, i, x % (i + 1));
  }
}

function checksum(items) {
  let total = 0;
  for (const item of items) total = (total * 31 + item) % 1000003;
  return total;
}

const items = filled(Number(process.argv[2]));
const before = checksum(items);
items.sort((a, b) => a - b).reverse();
const middle = checksum(items);
shuffle(items);
console.log(before, middle, checksum(items));
