using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FtlAuth.Gateway;

namespace FtlAuth.Tests.Configuration;

/// <summary>The gateway's own program in a process of its own, with these variables alone.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private GatewayProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The memory that the process occupies and shares with no file, in bytes: managed and native, and what the collector has not given back.</summary>
    public long PrivateMemory
    {
        get
        {
            const string Resident = "RssAnon:";
            var line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith(Resident, StringComparison.Ordinal));
            return long.Parse(line[Resident.Length..^"kB".Length], NumberStyles.Any, CultureInfo.InvariantCulture) * 1024;
        }
    }

    public static GatewayProcess Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(GatewayApplication).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var name in start.Environment.Keys.Where(IsConfiguration).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new GatewayProcess(Process.Start(start)!);
    }

    /// <summary>Waits until the gateway serves; the resource that its tokens are for.</summary>
    public async Task<string> ReadResourceAsync()
    {
        await foreach (var line in OutputAsync(TestContext.Current.CancellationToken))
        {
            if (Registered().Match(line) is { Success: true } match)
            {
                return match.Groups["resource"].Value;
            }
        }

        throw new InvalidOperationException($"The gateway ended before it served: {await _error}");
    }

    /// <summary>The exit code and the lines of standard error, once the program has ended.</summary>
    public async Task<(int Code, string[] Lines)> EndAsync(CancellationToken cancellationToken)
    {
        await foreach (var line in OutputAsync(cancellationToken))
        {
            // Read to its end, so that the program never waits for a reader.
            _ = line;
        }

        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, (await _error).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The lines of standard output as they come.</summary>
    public async IAsyncEnumerable<string> OutputAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static bool IsConfiguration(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("SPIN_VARIABLE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
        || name.Contains("__", StringComparison.Ordinal)
        || name is "DOTNET_ENVIRONMENT" or "DOTNET_URLS";

    [GeneratedRegex("Register exactly this .*: (?<resource>http://localhost:[0-9]+/mcp)")]
    private static partial Regex Registered();
}
