class Node {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }
}

function build(depth) {
  if (depth === 0) return new Node(null, null);
  return new Node(build(depth - 1), build(depth - 1));
}

function countNodes(tree) {
  if (tree.left === null) return 1;
  return 1 + countNodes(tree.left) + countNodes(tree.right);
}

function run(depth) {
  const lasting = build(depth);
  let total = 0;
  let times = 2 ** depth;
  for (let small = 4; small <= depth; small += 2) {
    for (let i = 0; i < times; i++) total += countNodes(build(small));
    times /= 4;
  }
  return total + countNodes(lasting);
}

console.log(run(Number(process.argv[2])));
