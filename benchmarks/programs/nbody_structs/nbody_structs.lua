local sqrt = math.sqrt
local SUN, YEAR = 4 * math.pi * math.pi, 365.24

local Body = {}
Body.__index = Body

local function planet(x, y, z, vx, vy, vz, mass)
  local body = { x = x, y = y, z = z, vx = vx * YEAR, vy = vy * YEAR, vz = vz * YEAR, mass = mass * SUN }
  return setmetatable(body, Body)
end

function Body:move(dt)
  self.x = self.x + dt * self.vx
  self.y = self.y + dt * self.vy
  self.z = self.z + dt * self.vz
end

function Body:kick(dx, dy, dz, amount)
  self.vx = self.vx + dx * amount
  self.vy = self.vy + dy * amount
  self.vz = self.vz + dz * amount
end

function Body:kinetic_energy()
  return 0.5 * self.mass * (self.vx * self.vx + self.vy * self.vy + self.vz * self.vz)
end

local function solar_system()
  return {
    planet(0, 0, 0, 0, 0, 0, 1),
    planet(
      4.841431442464721, -1.1603200440274284, -0.10362204447112311, 0.001660076642744037,
      0.007699011184197404, -0.0000690460016972063, 0.0009547919384243266
    ),
    planet(
      8.34336671824458, 4.124798564124305, -0.4035234171143214, -0.002767425107268624,
      0.004998528012349172, 0.000023041729757376393, 0.0002858859806661308
    ),
    planet(
      12.894369562139131, -15.111151401698631, -0.22330757889265573, 0.002964601375647616,
      0.0023784717395948095, -0.000029658956854023756, 0.00004366244043351563
    ),
    planet(
      15.379697114850917, -25.919314609987964, 0.17925877295037118, 0.0026806777249038932,
      0.001628241700382423, -0.00009515922545197159, 0.000051513890204661145
    ),
  }
end

local function energy(bodies)
  local total = 0
  for i, a in ipairs(bodies) do
    total = total + a:kinetic_energy()
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      total = total - a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    end
  end
  return total
end

local function advance(bodies, dt)
  local n = #bodies
  for i = 1, n do
    local a = bodies[i]
    for j = i + 1, n do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      local square = dx * dx + dy * dy + dz * dz
      local force = dt / (square * sqrt(square))
      a:kick(dx, dy, dz, -b.mass * force)
      b:kick(dx, dy, dz, a.mass * force)
    end
  end
  for i = 1, n do bodies[i]:move(dt) end
end

local bodies = solar_system()
for i = 2, #bodies do
  local b = bodies[i]
  bodies[1]:kick(b.vx, b.vy, b.vz, -b.mass / SUN)
end
local before = energy(bodies)
for _ = 1, tonumber(arg[1]) do advance(bodies, 0.01) end
print(string.format("%.0f %.0f", before * 1e9, energy(bodies) * 1e9))
