using System.Diagnostics;
using System.Globalization;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>The load generator h2load, on one thread, at a pace that does not depend on the answers.</summary>
internal sealed class H2Load(string folder)
{
    public const string Program = "h2load";

    private const int Connections = 8;

    public async Task<LoadResult> RunAsync(string url, double rate, TimeSpan duration, string tokensFile, string bodyFile)
    {
        var token = File.ReadLines(tokensFile).First();
        var log = Path.Combine(folder, "h2load.log");
        File.Delete(log);
        string[] arguments =
        [
            "--h1", "--threads=1", $"--clients={Text(Connections)}", $"--rps={Text(rate / Connections)}", $"--duration={Text(duration.TotalSeconds)}",
            $"--data={bodyFile}", $"--log-file={log}", $"--header=authorization: Bearer {token}", "--header=content-type: application/json",
            "--header=accept: application/json, text/event-stream", "--header=mcp-protocol-version: 2025-11-25", $"{url}/mcp",
        ];
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"h2load failed:\n{await output}{await errors}");
        }

        // What the first requests needed for connections is not what is asked.
        var answers = File.ReadLines(log).Select(line => line.Split('\t')).ToArray();
        var times = answers.Skip(answers.Length / 10).Select(answer => long.Parse(answer[2], CultureInfo.InvariantCulture)).Order().ToArray();
        return new LoadResult(
            answers.Length,
            duration,
            TimeSpan.FromMicroseconds(times[times.Length / 2]),
            TimeSpan.FromMicroseconds(times[times.Length * 99 / 100]),
            answers.Count(answer => answer[1] is not ("-1" or "200")),
            answers.Count(answer => answer[1] == "-1"));
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
