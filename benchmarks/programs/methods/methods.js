class Account {
  constructor(balance) {
    this.balance = balance;
    this.fees = 0;
    this.count = 0;
  }

  deposit(amount) {
    this.balance += amount;
    this.count++;
  }

  withdraw(amount) {
    const fee = this.feeFor(amount);
    if (amount + fee > this.balance) return;
    this.balance -= amount + fee;
    this.fees += fee;
    this.count++;
  }

  feeFor(amount) {
    return 1 + Math.floor(amount / 100);
  }

  worth() {
    return this.balance * 3 + this.fees;
  }
}

function trade(n) {
  const account = new Account(1000);
  let total = 0;
  for (let i = 0; i < n; i++) {
    account.deposit(i % 500);
    account.withdraw((i * 7) % 600);
    total = (total + account.worth()) % 1000003;
  }
  return `${total} ${account.count}`;
}

console.log(trade(Number(process.argv[2])));
