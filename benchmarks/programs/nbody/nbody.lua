local sqrt = math.sqrt

local function energy(x, y, z, vx, vy, vz, mass)
  local total = 0
  for i = 1, #mass do
    total = total + 0.5 * mass[i] * (vx[i] * vx[i] + vy[i] * vy[i] + vz[i] * vz[i])
    for j = i + 1, #mass do
      local dx, dy, dz = x[i] - x[j], y[i] - y[j], z[i] - z[j]
      total = total - mass[i] * mass[j] / sqrt(dx * dx + dy * dy + dz * dz)
    end
  end
  return total
end

local function advance(n, x, y, z, vx, vy, vz, mass, dt)
  for i = 1, n do
    for j = i + 1, n do
      local dx, dy, dz = x[i] - x[j], y[i] - y[j], z[i] - z[j]
      local square = dx * dx + dy * dy + dz * dz
      local force = dt / (square * sqrt(square))
      vx[i] = vx[i] - dx * mass[j] * force
      vy[i] = vy[i] - dy * mass[j] * force
      vz[i] = vz[i] - dz * mass[j] * force
      vx[j] = vx[j] + dx * mass[i] * force
      vy[j] = vy[j] + dy * mass[i] * force
      vz[j] = vz[j] + dz * mass[i] * force
    end
  end
  for i = 1, n do
    x[i] = x[i] + dt * vx[i]
    y[i] = y[i] + dt * vy[i]
    z[i] = z[i] + dt * vz[i]
  end
end

local function simulate(steps, dt)
  local sun, year = 4 * math.pi * math.pi, 365.24
  local mass = {
    sun, 0.0009547919384243266 * sun, 0.0002858859806661308 * sun, 0.00004366244043351563 * sun,
    0.000051513890204661145 * sun,
  }
  local x = { 0, 4.841431442464721, 8.34336671824458, 12.894369562139131, 15.379697114850917 }
  local y = { 0, -1.1603200440274284, 4.124798564124305, -15.111151401698631, -25.919314609987964 }
  local z = { 0, -0.10362204447112311, -0.4035234171143214, -0.22330757889265573, 0.17925877295037118 }
  local vx = {
    0, 0.001660076642744037 * year, -0.002767425107268624 * year, 0.002964601375647616 * year,
    0.0026806777249038932 * year,
  }
  local vy = {
    0, 0.007699011184197404 * year, 0.004998528012349172 * year, 0.0023784717395948095 * year,
    0.001628241700382423 * year,
  }
  local vz = {
    0, -0.0000690460016972063 * year, 0.000023041729757376393 * year, -0.000029658956854023756 * year,
    -0.00009515922545197159 * year,
  }
  local n = #mass
  for i = 2, n do
    vx[1] = vx[1] - vx[i] * mass[i] / sun
    vy[1] = vy[1] - vy[i] * mass[i] / sun
    vz[1] = vz[1] - vz[i] * mass[i] / sun
  end
  local before = energy(x, y, z, vx, vy, vz, mass)
  for _ = 1, steps do advance(n, x, y, z, vx, vy, vz, mass, dt) end
  return before, energy(x, y, z, vx, vy, vz, mass)
end

local before, after = simulate(tonumber(arg[1]), 0.01)
print(string.format("%.0f %.0f", before * 1e9, after * 1e9))
