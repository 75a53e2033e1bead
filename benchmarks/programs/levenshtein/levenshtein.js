function letters(n, seed) {
  let text = "";
  let x = seed;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    text += "acgt"[x % 4];
  }
  return text;
}

function distance(a, b) {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const current = [i + 1];
    for (let j = 0; j < b.length; j++) {
      let least = previous[j];
      if (a[i] !== b[j]) least++;
      if (previous[j + 1] + 1 < least) least = previous[j + 1] + 1;
      if (current[j] + 1 < least) least = current[j] + 1;
      current.push(least);
    }
    previous = current;
  }
  return previous[b.length];
}

const n = Number(process.argv[2]);
console.log(distance(letters(n, 42), letters(n, 77)), distance("kitten", "sitting"));
