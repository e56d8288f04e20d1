-- For wrk: asks for the lines of a file in turn, each between two pieces of an address.
--   LIST=codes BEFORE=/subjects/ BEHIND='?on=2030-12-31' wrk -t1 -c4 -d8s --latency -s benches/pages.lua http://127.0.0.1:7480
local paths = {}
for line in io.lines(os.getenv("LIST")) do
  paths[#paths + 1] = os.getenv("BEFORE") .. line .. (os.getenv("BEHIND") or "")
end

local asked = 0
request = function()
  asked = asked % #paths + 1
  return wrk.format("GET", paths[asked])
end
