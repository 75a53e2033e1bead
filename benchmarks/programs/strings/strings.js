const LETTERS = "etaoin shrdlu cmfwyp";

function build(n) {
  let text = "";
  let x = 42;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    text += LETTERS[x % 20];
  }
  return text;
}

function countVowels(text) {
  let count = 0;
  for (const c of text) {
    if (c === "a" || c === "e" || c === "i" || c === "o" || c === "u") count++;
  }
  return count;
}

function countDoubles(text) {
  let count = 0;
  for (let i = 1; i < text.length; i++) {
    if (text[i] === text[i - 1]) count++;
  }
  return count;
}

function longestWord(text) {
  let longest = "";
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === " ") {
      if (i - start > longest.length) longest = text.slice(start, i);
      start = i + 1;
    }
  }
  return longest;
}

const text = build(Number(process.argv[2]));
console.log(countVowels(text), countDoubles(text), longestWord(text));
