local floor = math.floor

local function random_ints(n)
  local items, x = {}, 42
  for i = 1, n do
    x = x * 16807 % 2147483647
    items[i] = x
  end
  return items
end

local function sort_range(items, first, last)
  local i, j = first, last
  local pivot = items[floor((first + last) / 2)]
  while i <= j do
    while items[i] < pivot do i = i + 1 end
    while items[j] > pivot do j = j - 1 end
    if i <= j then
      items[i], items[j] = items[j], items[i]
      i, j = i + 1, j - 1
    end
  end
  if first < j then sort_range(items, first, j) end
  if i < last then sort_range(items, i, last) end
end

local n = tonumber(arg[1])
local items = random_ints(n)
sort_range(items, 1, n)
local total = 0
for i = 1, n do total = (total * 31 + items[i]) % 1000003 end
print(string.format("%d", total))
