using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>Drives every contestant through every scenario, in turn, several times.</summary>
internal sealed class Comparison(ComparisonOptions options, Stage stage)
{
    private const string AllocationScenario = "allocation";
    private const string MemoryScenario = "memory";
    private const string StreamScenario = "event stream, time to first event";
    private const string PacedScenario = "half of saturation";
    private const string StartScenario = "start";

    // Until the code of each is compiled for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private readonly Wrk _wrk = new(stage.Folder);
    private readonly List<Measurement> _measurements = [];
    private readonly Dictionary<(TokenKind, int), string> _tokenFiles = [];

    public static async Task<int> RunAsync(string[] arguments)
    {
        ComparisonOptions options;
        try
        {
            options = ComparisonOptions.Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message}\n{ComparisonOptions.Help}");
            return 1;
        }

        if (!OperatingSystem.IsLinux() || !Stage.IsInstalled("wrk"))
        {
            await Console.Error.WriteLineAsync("Nothing can be compared: it takes Linux, for its /proc, and wrk (Debian package: wrk).");
            return 1;
        }

        await using var stage = await Stage.OpenAsync(options);
        stage.Missing.ForEach(Console.WriteLine);
        await new Comparison(options, stage).RunAsync();
        return 0;
    }

    private async Task RunAsync()
    {
        var scenarios = Scenario.All(options.Tokens).Where(scenario => IsWanted(scenario.Name)).ToArray();
        Console.WriteLine($"{scenarios.Length} scenarios, {options.Rounds} rounds of {options.Duration.TotalSeconds:0} s each; first everybody warms up.");
        await WarmUpAsync(scenarios);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var scenario in scenarios)
            {
                foreach (var contestant in Rotated(For(scenario), round))
                {
                    await MeasureAsync(scenario, contestant, round);
                }
            }

            if (IsWanted(StreamScenario))
            {
                foreach (var contestant in Rotated(stage.Contestants, round))
                {
                    await MeasureStreamAsync(contestant, round);
                }
            }

            Console.WriteLine($"Round {round} of {options.Rounds} is over.");
        }

        if (IsWanted(PacedScenario))
        {
            await MeasurePacedAsync();
        }

        ComparisonReport.Write(Console.Out, _measurements);
        if (IsWanted(AllocationScenario))
        {
            await MeasureAllocationAsync();
        }

        if (IsWanted(MemoryScenario))
        {
            await MeasureMemoryAsync();
        }

        if (IsWanted(StartScenario))
        {
            await MeasureStartAsync();
        }

        if (options.Json is not null)
        {
            await ComparisonReport.WriteJsonAsync(options.Json, _measurements);
        }
    }

    private bool IsWanted(string scenario) => scenario.Contains(options.Only, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Contestant> For(Scenario scenario) => stage.Contestants.Where(contestant => contestant.Authenticates || !scenario.IsRefused);

    private static IEnumerable<Contestant> Rotated(IEnumerable<Contestant> contestants, int round)
    {
        var all = contestants.ToArray();
        return all.Skip(round % all.Length).Concat(all.Take(round % all.Length));
    }

    private async Task WarmUpAsync(Scenario[] scenarios)
    {
        var body = BodyFile(100);
        var good = TokenFile(TokenKind.Good, 1);
        foreach (var contestant in stage.Contestants)
        {
            await _wrk.RunAsync(contestant.Url, 32, WarmUp, good, body);
        }

        foreach (var scenario in scenarios.Where(scenario => scenario.IsRefused || scenario.Count > 1 || scenario.BodySize > 100))
        {
            foreach (var contestant in For(scenario))
            {
                await _wrk.RunAsync(contestant.Url, scenario.Connections, TimeSpan.FromSeconds(1), TokenFile(scenario.Tokens, scenario.Count), BodyFile(scenario.BodySize));
            }
        }
    }

    private async Task MeasureAsync(Scenario scenario, Contestant contestant, int round)
    {
        var (tokens, body) = (TokenFile(scenario.Tokens, scenario.Count), BodyFile(scenario.BodySize));
        var before = contestant.Usage;
        var result = await _wrk.RunAsync(contestant.Url, scenario.Connections, options.Duration, tokens, body);
        var used = contestant.Usage.Processor - before.Processor;
        var expected = scenario.IsRefused ? result.Requests : 0;
        if (result.Refused != expected || result.Failed > 0)
        {
            throw new InvalidOperationException(
                $"{contestant.Name}, {scenario.Name}: of {result.Requests} requests {result.Refused} were refused, not {expected}, and {result.Failed} failed.");
        }

        _measurements.Add(new(
            scenario.Name,
            contestant.Name,
            round,
            result.Requests / result.Duration.TotalSeconds,
            result.Median.TotalMilliseconds,
            result.Percentile99.TotalMilliseconds,
            contestant.Name == Stage.Direct ? null : used.TotalMicroseconds / result.Requests));
    }

    private async Task MeasureStreamAsync(Contestant contestant, int round)
    {
        const int Count = 50;
        var times = new List<double>();
        using var client = new HttpClient();
        var body = await File.ReadAllBytesAsync(BodyFile(100));
        var token = stage.Issuer.Mint();
        for (var count = 0; count < Count; count++)
        {
            using var request = NewRequest(contestant, token, body, $"?{Services.StreamQuery}=10");
            var sent = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await using var events = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
            await events.ReadExactlyAsync(new byte[1]);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            await events.CopyToAsync(Stream.Null);
        }

        times.Sort();
        _measurements.Add(new(StreamScenario, contestant.Name, round, 0, times[Count / 2], times[^1], null));
    }

    // Every contestant at one and the same pace, which leaves half of the machine to the gateway: what it adds, and not what a queue adds.
    private async Task MeasurePacedAsync()
    {
        var body = await File.ReadAllBytesAsync(BodyFile(100));
        var token = stage.Issuer.Mint();
        var saturation = await _wrk.RunAsync(stage[Stage.Gateway].Url, 32, options.Duration, TokenFile(TokenKind.Good, 1), BodyFile(100));
        var rate = saturation.Requests / saturation.Duration.TotalSeconds / 2;
        Console.WriteLine($"Half of saturation: {rate:0} requests in a second.");
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var contestant in Rotated(stage.Contestants, round))
            {
                var result = await PacedLoad.RunAsync(() => NewRequest(contestant, token, body, ""), rate, options.Duration);
                _measurements.Add(new(PacedScenario, contestant.Name, round, rate, result.Median.TotalMilliseconds, result.Percentile99.TotalMilliseconds, null));
            }
        }
    }

    private async Task MeasureAllocationAsync()
    {
        Console.WriteLine($"\n{AllocationScenario}, bytes in a request with one token and a body of 100 B");
        using var yarp = await stage.StartYarpAsync();
        using var gateway = await stage.StartGatewayAsync(options.Gateway, Stage.NewUrl(), tellsAllocations: true);
        foreach (var contestant in new[] { yarp, gateway })
        {
            await _wrk.RunAsync(contestant.Url, 32, WarmUp, TokenFile(TokenKind.Good, 1), BodyFile(100));
            var before = await contestant.AllocatedAsync();
            var result = await _wrk.RunAsync(contestant.Url, 32, options.Duration, TokenFile(TokenKind.Good, 1), BodyFile(100));
            Console.WriteLine($"  {contestant.Name,-19} {((await contestant.AllocatedAsync() - before) / result.Requests),6}");
        }
    }

    private async Task MeasureMemoryAsync()
    {
        var gateway = stage[Stage.Gateway];
        var tokens = TokenFile(TokenKind.Good, options.Tokens);
        Console.WriteLine($"\n{MemoryScenario}: {options.Requests} requests with {options.Tokens} tokens");
        long requests = 0;
        var next = 0L;
        while (requests < options.Requests)
        {
            requests += (await _wrk.RunAsync(gateway.Url, 32, options.Duration, tokens, BodyFile(100))).Requests;
            if (requests >= next)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  after {requests,8} requests {gateway.Usage.Resident / 1024 / 1024,4} MiB"));
                next += options.Requests / 10;
            }
        }
    }

    private async Task MeasureStartAsync()
    {
        Console.WriteLine($"\n{StartScenario}: until /health answers, with keys in Redis");
        for (var round = 1; round <= options.Rounds; round++)
        {
            var url = Stage.NewUrl();
            var started = Stopwatch.GetTimestamp();
            using var gateway = await stage.StartGatewayAsync(options.Gateway, url);
            var took = Stopwatch.GetElapsedTime(started);
            await Task.Delay(TimeSpan.FromSeconds(3));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {took.TotalMilliseconds,5:0} ms, at rest {gateway.Usage.Resident / 1024 / 1024,4} MiB"));
        }
    }

    private static HttpRequestMessage NewRequest(Contestant contestant, string token, byte[] body, string query) => new(HttpMethod.Post, $"{contestant.Url}/mcp{query}")
    {
        Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } },
        Headers =
        {
            { "Accept", "application/json, text/event-stream" },
            { "Authorization", $"Bearer {token}" },
            { "MCP-Protocol-Version", "2025-11-25" },
        },
    };

    private string TokenFile(TokenKind kind, int count)
    {
        if (!_tokenFiles.TryGetValue((kind, count), out var path))
        {
            path = Path.Combine(stage.Folder, $"{kind}-{count}.tokens");
            var tokens = new string[count];
            Parallel.For(0, count, index => tokens[index] = stage.Issuer.Mint(kind));
            File.WriteAllLines(path, tokens);
            _tokenFiles[(kind, count)] = path;
        }

        return path;
    }

    private string BodyFile(int size)
    {
        var path = Path.Combine(stage.Folder, $"{size}.json");
        if (!File.Exists(path))
        {
            const string Begin = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":""";
            File.WriteAllText(path, $"{Begin}\"{Words(size - Begin.Length - 5)}\"}}}}}}", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        return path;
    }

    // A text without anything to escape is the easiest body there is; lists of short members would be the hardest.
    private static string Words(int length) =>
        string.Concat(Enumerable.Repeat("lorem ipsum \\\"dolor\\\" sit amet ", (length / 30) + 1))[..Math.Max(1, length)].TrimEnd('\\');
}
