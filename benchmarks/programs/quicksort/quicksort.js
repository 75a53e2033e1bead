function randomInts(n) {
  const items = [];
  let x = 42;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    items.push(x);
  }
  return items;
}

function sortRange(items, first, last) {
  let i = first;
  let j = last;
  const pivot = items[(first + last) >> 1];
  while (i <= j) {
    while (items[i] < pivot) i++;
    while (items[j] > pivot) j--;
    if (i <= j) {
      const kept = items[i];
      items[i] = items[j];
      items[j] = kept;
      i++;
      j--;
    }
  }
  if (first < j) sortRange(items, first, j);
  if (i < last) sortRange(items, i, last);
}

function checksum(items) {
  let total = 0;
  for (const item of items) total = (total * 31 + item) % 1000003;
  return total;
}

const n = Number(process.argv[2]);
const items = randomInts(n);
sortRange(items, 0, n - 1);
console.log(checksum(items));
