local last = tonumber(arg[1])

local male

local function female(n)
  if n == 0 then return 1 end
  return n - male(female(n - 1))
end

function male(n)
  if n == 0 then return 0 end
  return n - female(male(n - 1))
end

local total = 0
for n = 0, last do total = total + female(n) + male(n) end
print(string.format("%d", total))
