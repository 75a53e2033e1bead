local function build(n, step)
  local rows = {}
  for i = 0, n - 1 do
    local row = {}
    for j = 0, n - 1 do row[j + 1] = (i * step + j * 3) % 11 / 8 end
    rows[i + 1] = row
  end
  return rows
end

local function multiply(a, b, n)
  local c = {}
  for i = 1, n do
    local row, left = {}, a[i]
    for j = 1, n do row[j] = 0 end
    for k = 1, n do
      local factor, other = left[k], b[k]
      for j = 1, n do row[j] = row[j] + factor * other[j] end
    end
    c[i] = row
  end
  return c
end

local function sum_of(m)
  local total = 0
  for _, row in ipairs(m) do
    for _, value in ipairs(row) do total = total + value end
  end
  return total
end

local n = tonumber(arg[1])
print(string.format("%d", sum_of(multiply(build(n, 5), build(n, 7), n)) * 64))
