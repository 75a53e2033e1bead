-- Products of 62 bits do not fit into a double: the left factor is split into halves of 16 bits.
local floor = math.floor

local function sum_of_products(n)
  local total = 0
  for i = 0, n - 1 do
    local left = 2147483647 - i
    local high = floor(left / 65536)
    local low = left - high * 65536
    for j = 0, n - 1 do
      local right = 2147483629 - 3 * j
      total = (total + high * right % 2147483587 * 65536 + low * right) % 2147483587
    end
  end
  return total
end

print(string.format("%d", sum_of_products(tonumber(arg[1]))))
