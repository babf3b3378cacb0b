using System.Diagnostics;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace FtlAuth.Tests.Testing;

/// <summary>Debian's <c>redis-server</c> as a child process on a free loopback port: with a password, without persistence.</summary>
public sealed class RedisServer : CacheServer
{
    private const string Program = "redis-server";
    private const int MaxAttempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo _directory;
    private readonly RedisCertificates? _certificates;
    private readonly string _password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private int _port;
    private Process? _process;

    private RedisServer(DirectoryInfo directory, bool tls)
    {
        _directory = directory;
        _certificates = tls ? RedisCertificates.Create(directory) : null;
    }

    public override string ConnectionString => $"localhost:{_port},password={_password}" + (_certificates is null ? "" : ",ssl=true");

    /// <summary>The file of the authority that the server's certificate is from.</summary>
    public string AuthorityFile => _certificates!.AuthorityFile;

    /// <summary>Starts a server; skips the test when there is none, and fails it in CI, which must not lose these tests unseen.</summary>
    public static async Task<RedisServer> StartAsync(bool tls = false)
    {
        if (!IsInstalled())
        {
            const string Reason = $"There is no {Program} on PATH; install it, on Debian with: apt-get install redis-server";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Reason);
            Assert.Skip(Reason);
        }

        var server = new RedisServer(Directory.CreateTempSubdirectory("ftlauth-redis-"), tls);
        for (var attempt = 1; server._process is null; attempt++)
        {
            try
            {
                server._port = FreePort.Find();
                await server.StartAgainAsync();
            }
            catch (InvalidOperationException) when (attempt < MaxAttempts)
            {
                // Another process took the port in between.
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }

        return server;
    }

    public override async Task StartAgainAsync()
    {
        var process = Process.Start(new ProcessStartInfo(Program, "-") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            // By standard input, since a command line can be read by everybody on the machine.
            await process.StandardInput.WriteAsync(Configuration());
            process.StandardInput.Close();
            await WaitUntilReadyAsync(process);
            _process = process;
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public override async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await EndAsync(process);
        }
    }

    /// <summary>Lets it hang: connections stay open, new ones are accepted by the system, and nothing is answered.</summary>
    public Task SuspendAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Delete(recursive: true);
    }

    protected override void Trust(ConfigurationOptions options)
    {
        if (_certificates is not null)
        {
            options.TrustIssuer(AuthorityFile);
        }
    }

    private string Configuration() => $"""
        bind 127.0.0.1
        requirepass {_password}
        save ""
        appendonly no
        dir {_directory.FullName}
        {_certificates?.Configuration(_port) ?? $"port {_port}"}

        """;

    private static bool IsInstalled() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(directory => File.Exists(Path.Combine(directory, Program)));

    private static async Task WaitUntilReadyAsync(Process process)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new List<string>();
        process.OutputDataReceived += (_, line) =>
        {
            // Read to its end, so that the server never waits for a reader.
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException($"{Program} ended: {string.Join(' ', output)}"));
            }
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
            else if (!ready.Task.IsCompleted)
            {
                output.Add(line.Data);
            }
        };
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
