local function count_primes(limit)
  local composite = {}
  for i = 1, limit do composite[i] = false end
  local count = 0
  for i = 2, limit do
    if not composite[i] then
      count = count + 1
      for multiple = i * i, limit, i do composite[multiple] = true end
    end
  end
  return count
end

local rounds = tonumber(arg[1])
local total = 0
for round = 0, rounds - 1 do total = total + count_primes((round + 1) * 17389 % 1000000) end
print(string.format("%d", total))
