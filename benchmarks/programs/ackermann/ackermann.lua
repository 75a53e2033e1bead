local times = tonumber(arg[1])

local function ackermann(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ackermann(m - 1, 1) end
  return ackermann(m - 1, ackermann(m, n - 1))
end

local total = 0
for i = 0, times - 1 do total = total + ackermann(3, i % 10) end
print(string.format("%d", total))
