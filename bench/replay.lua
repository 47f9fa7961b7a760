-- For wrk: sends the lines "METHOD\tPATH\tBODY" of the file REQUESTS in order, over and over, and prints one line of JSON at the end.
local requests, at = {}, 0

function init()
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
  for line in io.lines(os.getenv("REQUESTS")) do
    local method, path, body = line:match("^(%u+)\t([^\t]+)\t?(.*)$")
    wrk.headers["Content-Type"] = body ~= "" and "application/json" or nil
    requests[#requests + 1] = wrk.format(method, path, nil, body ~= "" and body or nil)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('JSON{"count":%d,"seconds":%.4f,"p50":%.3f,"p95":%.3f,"p99":%.3f,"failed":%d}\n', summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, e.status + e.connect + e.read + e.write + e.timeout))
end
