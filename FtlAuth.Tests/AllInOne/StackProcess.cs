using System.Diagnostics;
using FtlAuth.AllInOne;

namespace FtlAuth.Tests.AllInOne;

/// <summary>The stack's own program in a process of its own.</summary>
internal sealed class StackProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private StackProcess(Process process) => (_process, _error) = (process, process.StandardError.ReadToEndAsync());

    public static StackProcess Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(AllInOneApplication).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        return new StackProcess(Process.Start(start)!);
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public ValueTask<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Asks the program to end, as Ctrl-C or a supervisor does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-s", "TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The exit code and the lines of standard error, once the program has ended.</summary>
    public async Task<(int Code, string[] Error)> EndAsync()
    {
        while (await ReadLineAsync() is not null)
        {
            // Read to its end, so that the program never waits for a reader.
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, (await _error).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
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
}
