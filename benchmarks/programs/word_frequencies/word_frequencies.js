const SYLLABLES = ["ka", "lo", "mi", "ne", "pu", "ra", "so", "ti", "ve", "zu", "an", "el"];

function makeText(n) {
  const parts = [];
  let x = 42;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    parts.push(SYLLABLES[x % 12] + SYLLABLES[Math.floor(x / 12) % 12] + SYLLABLES[Math.floor(x / 144) % 12]);
  }
  return parts.join(" ");
}

function countWords(text) {
  const counts = new Map();
  for (const word of text.split(" ")) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function mostFrequent(counts) {
  let best = "";
  let most = 0;
  for (const [word, count] of counts) {
    if (count > most || (count === most && word < best)) {
      best = word;
      most = count;
    }
  }
  return `${best} ${most}`;
}

const counts = countWords(makeText(Number(process.argv[2])));
console.log(counts.size, mostFrequent(counts));
