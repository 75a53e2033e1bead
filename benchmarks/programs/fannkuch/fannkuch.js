function fannkuch(n) {
  const current = Int32Array.from({ length: n }, (_, i) => i);
  const flipped = new Int32Array(n);
  const counts = new Int32Array(n);
  let most = 0;
  let checksum = 0;
  let even = true;
  let r = n;
  for (;;) {
    for (; r !== 1; r--) counts[r - 1] = r;

    for (let i = 0; i < n; i++) flipped[i] = current[i];
    let flips = 0;
    for (let first = flipped[0]; first !== 0; first = flipped[0]) {
      for (let low = 0, high = first; low < high; low++, high--) {
        const kept = flipped[low];
        flipped[low] = flipped[high];
        flipped[high] = kept;
      }
      flips++;
    }
    if (flips > most) most = flips;
    checksum += even ? flips : -flips;

    for (;;) {
      if (r === n) return [checksum, most];
      const kept = current[0];
      for (let i = 0; i < r; i++) current[i] = current[i + 1];
      current[r] = kept;
      counts[r]--;
      if (counts[r] > 0) break;
      r++;
    }
    even = !even;
  }
}

console.log(...fannkuch(Number(process.argv[2])));
