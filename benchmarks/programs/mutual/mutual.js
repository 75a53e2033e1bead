const last = Number(process.argv[2]);

function female(n) {
  if (n === 0) return 1;
  return n - male(female(n - 1));
}

function male(n) {
  if (n === 0) return 0;
  return n - female(male(n - 1));
}

let total = 0;
for (let n = 0; n <= last; n++) total += female(n) + male(n);
console.log(total);
