using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>A process that stands in front of the upstream, or the upstream itself.</summary>
internal sealed class Contestant : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private bool _isOver;

    private Contestant(string name, string url, Process process) => (Name, Url, _process) = (name, url, process);

    public string Name { get; }

    /// <summary>Its origin.</summary>
    public string Url { get; }

    /// <summary>Whether it looks at tokens.</summary>
    public bool Authenticates { get; init; }

    /// <summary>Called with each line that it says.</summary>
    public Action<string>? Heard { get; set; }

    public int Id => _process.Id;

    public ProcessUsage Usage => ProcessUsage.Of(_process.Id);

    /// <summary>Starts a program and waits until something answers at the address.</summary>
    public static async Task<Contestant> StartAsync(
        string name, string url, bool authenticates, IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null, string probe = "/")
    {
        var start = new ProcessStartInfo(command.First(), command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        // What this process was told is not for the others.
        foreach (var key in start.Environment.Keys.Where(key => key.StartsWith("OTEL_", StringComparison.Ordinal) || key is "ASPNETCORE_URLS").ToArray())
        {
            start.Environment.Remove(key);
        }

        var contestant = new Contestant(name, url, Process.Start(start)!) { Authenticates = authenticates };
        contestant.Listen();
        try
        {
            await contestant.WaitAsync(probe);
            return contestant;
        }
        catch
        {
            contestant.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit(TimeSpan.FromSeconds(5));
        _process.Dispose();
    }

    /// <summary>Has it end as an operator would, and waits until it has, and everything it said was heard.</summary>
    public async Task EndAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
    }

    /// <summary>How much it has allocated since its start, in bytes, where it has the <see cref="StartupHook"/>.</summary>
    public async Task<long> AllocatedAsync()
    {
        lock (_said)
        {
            _said.Clear();
        }

        using var signal = Process.Start("kill", ["-WINCH", Id.ToString(CultureInfo.InvariantCulture)]);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
            lock (_said)
            {
                if (_said.ToString() is var said && said.StartsWith(StartupHook.Word, StringComparison.Ordinal) && said.EndsWith('\n'))
                {
                    return long.Parse(said.AsSpan(StartupHook.Word.Length), CultureInfo.InvariantCulture);
                }
            }
        }

        throw new InvalidOperationException($"{Name} does not tell what it has allocated.");
    }

    private void Listen()
    {
        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (Heard is { } heard)
            {
                heard(line.Data ?? "");
                return;
            }

            lock (_said)
            {
                _said.AppendLine(line.Data);
            }
        }

        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitAsync(string probe)
    {
        using var client = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30) && !_process.HasExited)
        {
            try
            {
                using var response = await client.GetAsync(new Uri(Url + probe));
                if (probe == "/" || response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        throw new InvalidOperationException($"{Name} does not answer at {Url}{probe}:\n{_said}");
    }
}
