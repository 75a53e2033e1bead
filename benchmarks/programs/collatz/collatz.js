const limit = Number(process.argv[2]);

function longestChain(limit) {
  let best = 0;
  let bestStart = 0;
  let start = 1;
  while (start < limit) {
    let n = start;
    let steps = 0;
    while (n !== 1) {
      if (n % 2 === 0) n = n / 2;
      else n = 3 * n + 1;
      steps = steps + 1;
    }
    if (steps > best) {
      best = steps;
      bestStart = start;
    }
    start = start + 1;
  }
  return bestStart * 1000 + best;
}

console.log(longestChain(limit));
