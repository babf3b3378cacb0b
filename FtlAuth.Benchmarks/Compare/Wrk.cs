using System.Diagnostics;
using System.Globalization;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>The load generator wrk, on one thread, with a token of a file for each request in turn.</summary>
internal sealed class Wrk(string folder)
{
    private const string Script = """
        local head, tail, tokens, count, turn = "", "", {}, 0, 0
        function init(args)
          local body = io.open(args[2]):read("*a")
          for line in io.lines(args[1]) do
            count = count + 1
            tokens[count] = line
          end
          head = "POST /mcp HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port .. "\r\nContent-Type: application/json\r\n" ..
            "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2025-11-25\r\nAuthorization: Bearer "
          tail = "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
          if count == 1 then
            head, tail = head .. tokens[1] .. tail, nil
          end
        end
        function request()
          if tail == nil then
            return head
          end
          turn = turn % count + 1
          return head .. tokens[turn] .. tail
        end
        function done(summary, latency)
          local errors = summary.errors
          io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            errors.status, errors.connect + errors.read + errors.write + errors.timeout))
        end
        """;

    private readonly string _script = WriteScript(folder);

    public async Task<LoadResult> RunAsync(string url, int connections, TimeSpan duration, string tokensFile, string bodyFile)
    {
        var seconds = Math.Max(1, (int)duration.TotalSeconds);
        string[] arguments =
        [
            "--threads", "1", "--connections", Text(connections), "--duration", $"{Text(seconds)}s", "--timeout", "10s", "--script", _script, url, "--", tokensFile, bodyFile,
        ];
        using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var result = (await output).Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk gave no result:\n{await output}{await errors}");
        var values = result.Split(' ').Skip(1).Select(value => long.Parse(value, CultureInfo.InvariantCulture)).ToArray();
        return new LoadResult(values[0], TimeSpan.FromMicroseconds(values[1]), TimeSpan.FromMicroseconds(values[2]), TimeSpan.FromMicroseconds(values[3]), values[4], values[5]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string WriteScript(string folder)
    {
        var path = Path.Combine(folder, "load.lua");
        File.WriteAllText(path, Script);
        return path;
    }
}
