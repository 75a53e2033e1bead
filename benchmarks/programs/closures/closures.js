function counter(step) {
  let count = 0;
  return () => {
    count += step;
    return count;
  };
}

function compose(f, g) {
  return (x) => g(f(x));
}

function run(n) {
  const steps = [];
  for (let i = 1; i < 9; i++) steps.push((x) => (x * i + 1) % 1000003);
  const both = compose(steps[2], steps[5]);
  const next = counter(3);
  let total = 0;
  for (let i = 0; i < n; i++) {
    total = (both(total) + steps[i % 8](i) + next()) % 1000003;
    total += counter(i)();
  }
  return total;
}

console.log(run(Number(process.argv[2])));
