using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>The issuer, the upstream, Redis, and whoever is compared, as long as the comparison takes.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Direct = "directly";
    public const string Yarp = "YARP";
    public const string JwtBearer = "YARP + JwtBearer";
    public const string HaProxyPlain = "HAProxy";
    public const string HaProxyTokens = "HAProxy jwt_verify";
    public const string Gateway = "FtlAuth.Gateway";

    private readonly Stack<IDisposable> _running = new();

    private Stage(string folder, TestIssuer issuer, string gatewayUrl) => (Folder, Issuer, GatewayUrl) = (folder, issuer, gatewayUrl);

    public string Folder { get; }

    public TestIssuer Issuer { get; }

    public List<Contestant> Contestants { get; } = [];

    /// <summary>What is left out, and why.</summary>
    public List<string> Missing { get; } = [];

    public Dictionary<string, string> GatewayEnvironment { get; } = [];

    private string GatewayUrl { get; }

    private string Audience => $"{GatewayUrl}/mcp";

    /// <param name="options">What to start.</param>
    /// <param name="heard">Called with each line of the gateway's log, which then is JSON.</param>
    public static async Task<Stage> OpenAsync(ComparisonOptions options, Action<string>? heard = null)
    {
        var folder = Directory.CreateTempSubdirectory("ftlauth-compare-").FullName;
        var gatewayUrl = NewUrl();
        var stage = new Stage(folder, await TestIssuer.StartAsync($"{gatewayUrl}/mcp"), gatewayUrl);
        try
        {
            await stage.StartAsync(options, heard);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public static string NewUrl() => $"http://127.0.0.1:{FreePort.Find()}";

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));

    public Contestant this[string name] => Contestants.Single(contestant => contestant.Name == name);

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var running))
        {
            running.Dispose();
        }

        await Issuer.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts one more gateway as configured, beside the one that is compared.</summary>
    public async Task<Contestant> StartGatewayAsync(string library, string url, bool tellsAllocations = false)
    {
        var environment = new Dictionary<string, string>(GatewayEnvironment.Concat(Hook(tellsAllocations))) { ["Gateway__PublicUrl"] = url };
        return Keep(await Contestant.StartAsync(Gateway, url, authenticates: true, ["dotnet", library, "--urls", url], environment, "/health"));
    }

    /// <summary>Starts one more plain YARP, beside the one that is compared.</summary>
    public Task<Contestant> StartYarpAsync(bool tellsAllocations = false) =>
        StartServiceAsync(Yarp, authenticates: false, "yarp", [this[Direct].Url], tellsAllocations);

    private static Dictionary<string, string> Hook(bool isWanted) => isWanted ? new() { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location } : [];

    private async Task StartAsync(ComparisonOptions options, Action<string>? heard)
    {
        var upstream = await StartServiceAsync(Direct, authenticates: false, "upstream", []);
        Contestants.Add(upstream);
        Contestants.Add(await StartServiceAsync(Yarp, authenticates: false, "yarp", [upstream.Url]));
        Contestants.Add(await StartServiceAsync(JwtBearer, authenticates: true, "jwtbearer", [upstream.Url, Issuer.Url, Audience]));
        await StartHaProxiesAsync(upstream);
        await ConfigureGatewayAsync(upstream);
        if (heard is not null)
        {
            GatewayEnvironment["Logging__Console__FormatterName"] = "json";
        }

        Contestants.Add(await StartGatewayAsync(options.Gateway, GatewayUrl));
        this[Gateway].Heard = heard;
    }

    private async Task<Contestant> StartServiceAsync(string name, bool authenticates, string service, string[] arguments, bool tellsAllocations = false)
    {
        var url = NewUrl();
        return Keep(await Contestant.StartAsync(
            name, url, authenticates, ["dotnet", typeof(Stage).Assembly.Location, "serve", service, url, .. arguments], Hook(tellsAllocations)));
    }

    private async Task StartHaProxiesAsync(Contestant upstream)
    {
        if (!IsInstalled("haproxy"))
        {
            Missing.Add("There is no haproxy (Debian package: haproxy), so that it is not compared.");
            return;
        }

        var key = Path.Combine(Folder, "key.pem");
        await File.WriteAllTextAsync(key, Issuer.PublicKeyPem);
        await StartHaProxyAsync(HaProxyPlain, authenticates: false, "");
        await StartHaProxyAsync(HaProxyTokens, authenticates: true, HaProxy.Tokens(Issuer.Url, Audience, key));

        async Task StartHaProxyAsync(string name, bool authenticates, string tokens)
        {
            var port = FreePort.Find();
            var file = Path.Combine(Folder, $"{port}.cfg");
            await File.WriteAllTextAsync(file, HaProxy.Configuration(port, new Uri(upstream.Url), tokens));
            Contestants.Add(Keep(await Contestant.StartAsync(name, $"http://127.0.0.1:{port}", authenticates, ["haproxy", "-db", "-f", file])));
        }
    }

    private async Task ConfigureGatewayAsync(Contestant upstream)
    {
        GatewayEnvironment["AuthKit__Issuer"] = Issuer.Url;
        GatewayEnvironment["AuthKit__Audience"] = Audience;
        GatewayEnvironment["McpGateway__Url"] = $"{upstream.Url}/mcp";
        GatewayEnvironment["Gateway__Secret"] = Convert.ToBase64String(new byte[32].AsSpan());
        if (!IsInstalled("redis-server"))
        {
            Missing.Add("There is no redis-server (Debian package: redis-server), so that the gateway goes without.");
            return;
        }

        var port = FreePort.Find();
        var arguments = $"--port {port} --bind 127.0.0.1 --save  --dir {Folder} --loglevel warning".Split(' ');
        var redis = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        _running.Push(new Killed(redis));
        GatewayEnvironment["ConnectionStrings__cache"] = $"127.0.0.1:{port}";
        await WaitForAsync(port);
    }

    private static async Task WaitForAsync(int port)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }

        throw new InvalidOperationException($"redis-server does not listen on port {port}.");
    }

    private Contestant Keep(Contestant contestant)
    {
        _running.Push(contestant);
        return contestant;
    }

    private sealed class Killed(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }
}
