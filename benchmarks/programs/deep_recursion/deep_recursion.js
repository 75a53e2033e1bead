function descend(depth, seed) {
  if (depth === 0) return seed;
  const below = descend(depth - 1, (seed * 31 + depth) % 65521);
  return (below * 17 + depth) % 65521;
}

function repeated(rounds) {
  let total = 0;
  for (let round = 0; round < rounds; round++) total += descend(((round + 1) * 997) % 5000, round);
  return total;
}

console.log(repeated(Number(process.argv[2])));
