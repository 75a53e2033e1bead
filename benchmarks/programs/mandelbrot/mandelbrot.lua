local function escape_time(re, im, limit)
  local x, y, count = 0, 0, 0
  while count < limit and x * x + y * y <= 4 do
    x, y = x * x - y * y + re, 2 * x * y + im
    count = count + 1
  end
  return count
end

local function sum_of_times(n)
  local total = 0
  for row = 0, n - 1 do
    for column = 0, n - 1 do
      total = total + escape_time(3 * column / n - 2, 3 * row / n - 1.5, 200)
    end
  end
  return total
end

print(string.format("%d", sum_of_times(tonumber(arg[1]))))
