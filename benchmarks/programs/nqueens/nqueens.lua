local function is_safe(queens, row, column)
  for r = 1, row - 1 do
    local other = queens[r]
    if other == column or other - column == row - r or column - other == row - r then return false end
  end
  return true
end

local function solutions(queens, n, row)
  if row > n then return 1 end
  local found = 0
  for column = 1, n do
    if is_safe(queens, row, column) then
      queens[row] = column
      found = found + solutions(queens, n, row + 1)
    end
  end
  return found
end

print(string.format("%d", solutions({}, tonumber(arg[1]), 1)))
