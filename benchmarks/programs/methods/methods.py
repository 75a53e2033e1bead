import sys


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.fees = 0
        self.count = 0

    def deposit(self, amount):
        self.balance += amount
        self.count += 1

    def withdraw(self, amount):
        fee = self.fee_for(amount)
        if amount + fee > self.balance:
            return
        self.balance -= amount + fee
        self.fees += fee
        self.count += 1

    def fee_for(self, amount):
        return 1 + amount // 100

    def worth(self):
        return self.balance * 3 + self.fees


def trade(n):
    account = Account(1000)
    total = 0
    for i in range(n):
        account.deposit(i % 500)
        account.withdraw(i * 7 % 600)
        total = (total + account.worth()) % 1000003
    return f"{total} {account.count}"


print(trade(int(sys.argv[1])))
