function isSafe(queens, row, column) {
  for (let r = 0; r < row; r++) {
    const other = queens[r];
    if (other === column || other - column === row - r || column - other === row - r) return false;
  }
  return true;
}

function solutions(queens, row) {
  if (row === queens.length) return 1;
  let found = 0;
  for (let column = 0; column < queens.length; column++) {
    if (isSafe(queens, row, column)) {
      queens[row] = column;
      found += solutions(queens, row + 1);
    }
  }
  return found;
}

console.log(solutions(new Int32Array(Number(process.argv[2])), 0));
