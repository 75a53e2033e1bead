local function descend(depth, seed)
  if depth == 0 then return seed end
  local below = descend(depth - 1, (seed * 31 + depth) % 65521)
  return (below * 17 + depth) % 65521
end

local total = 0
for round = 0, tonumber(arg[1]) - 1 do total = total + descend((round + 1) * 997 % 5000, round) end
print(string.format("%d", total))
