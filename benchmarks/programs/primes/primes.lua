local function is_prime(n)
  if n < 2 then return false end
  if n % 2 == 0 then return n == 2 end
  local divisor = 3
  while divisor * divisor <= n do
    if n % divisor == 0 then return false end
    divisor = divisor + 2
  end
  return true
end

local count = 0
for n = 0, tonumber(arg[1]) - 1 do
  if is_prime(n) then count = count + 1 end
end
print(string.format("%d", count))
