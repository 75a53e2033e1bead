local function fannkuch(n)
  local current, flipped, counts = {}, {}, {}
  for i = 1, n do current[i], flipped[i], counts[i] = i, i, i end
  local most, checksum, even, r = 0, 0, true, n
  while true do
    while r ~= 1 do
      counts[r] = r
      r = r - 1
    end

    for i = 1, n do flipped[i] = current[i] end
    local flips, first = 0, flipped[1]
    while first ~= 1 do
      local low, high = 1, first
      while low < high do
        flipped[low], flipped[high] = flipped[high], flipped[low]
        low, high = low + 1, high - 1
      end
      flips = flips + 1
      first = flipped[1]
    end
    if flips > most then most = flips end
    checksum = checksum + (even and flips or -flips)

    while true do
      if r == n then return checksum, most end
      local kept = current[1]
      for i = 1, r do current[i] = current[i + 1] end
      current[r + 1] = kept
      counts[r + 1] = counts[r + 1] - 1
      if counts[r + 1] > 0 then break end
      r = r + 1
    end
    even = not even
  end
end

print(string.format("%d %d", fannkuch(tonumber(arg[1]))))
