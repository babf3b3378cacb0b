using System.Diagnostics;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>Drives every contestant through every scenario, in turn, several times.</summary>
internal sealed class Comparison(ComparisonOptions options, Stage stage)
{
    private const string AllocationScenario = "allocated for each request with one token";
    private const string MemoryScenario = "memory, over many requests";
    private const string IdleScenario = "memory of each idle stream";
    private const string VerificationScenario = "distinct tokens: a bare RSA verification";
    private const string StreamScenario = "event stream, time to first event";
    private const string PacedScenario = "half of saturation";
    private const string StartScenario = "start, until /health answers, with keys in Redis";
    private const string RestScenario = "memory at rest, after the start";
    private const int IdleStreams = 2000;

    // Until the code of each is compiled for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private readonly Wrk _wrk = new(stage.Folder);
    private readonly List<Measurement> _measurements = [];
    private readonly List<Figure> _figures = [];
    private readonly LoadFiles _files = new(stage);

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (await ComparisonOptions.ReadAsync(arguments) is not { } options)
        {
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

        (string Scenario, Func<Task> MeasureAsync)[] figures =
        [
            (VerificationScenario, MeasureVerificationAsync),
            (AllocationScenario, MeasureAllocationAsync),
            (StartScenario, MeasureStartAsync),
            (IdleScenario, MeasureIdleStreamsAsync),
            (MemoryScenario, MeasureMemoryAsync),
        ];
        foreach (var (_, measureAsync) in figures.Where(figure => IsWanted(figure.Scenario)))
        {
            await measureAsync();
        }

        ComparisonReport.Write(Console.Out, _measurements);
        ComparisonReport.Write(Console.Out, _figures);
        if (options.Json is not null)
        {
            await ComparisonReport.WriteJsonAsync(options.Json, _measurements, _figures);
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
        var body = _files.Body(100);
        var good = _files.Tokens(TokenKind.Good, 1);
        foreach (var contestant in stage.Contestants)
        {
            await _wrk.RunAsync(contestant.Url, 32, WarmUp, good, body);
        }

        foreach (var scenario in scenarios.Where(scenario => scenario.IsRefused || scenario.Count > 1 || scenario.BodySize > 100))
        {
            foreach (var contestant in For(scenario))
            {
                await _wrk.RunAsync(contestant.Url, scenario.Connections, TimeSpan.FromSeconds(1), _files.Tokens(scenario.Tokens, scenario.Count), _files.Body(scenario.BodySize));
            }
        }
    }

    private async Task MeasureAsync(Scenario scenario, Contestant contestant, int round)
    {
        var (tokens, body) = (_files.Tokens(scenario.Tokens, scenario.Count), _files.Body(scenario.BodySize));
        var before = contestant.Usage;
        var result = await _wrk.RunAsync(contestant.Url, scenario.Connections, options.Duration, tokens, body);
        Keep(scenario.Name, contestant, round, result, before, scenario.IsRefused);
    }

    private void Keep(string scenario, Contestant contestant, int round, LoadResult result, ProcessUsage before, bool expectRefusals)
    {
        var used = contestant.Usage.Processor - before.Processor;
        var expected = expectRefusals ? result.Requests : 0;
        if (result.Refused != expected || result.Failed > 0)
        {
            throw new InvalidOperationException(
                $"{contestant.Name}, {scenario}: of {result.Requests} requests {result.Refused} were refused, not {expected}, and {result.Failed} failed.");
        }

        _measurements.Add(new(
            scenario,
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
        var body = await File.ReadAllBytesAsync(_files.Body(100));
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
        if (!Stage.IsInstalled(H2Load.Program))
        {
            Console.WriteLine("There is no h2load (Debian package: nghttp2-client), so that nothing is paced.");
            return;
        }

        var (tokens, body) = (_files.Tokens(TokenKind.Good, 1), _files.Body(100));
        var saturation = await _wrk.RunAsync(stage[Stage.Gateway].Url, 32, options.Duration, tokens, body);
        var rate = saturation.Requests / saturation.Duration.TotalSeconds / 2;
        var paced = new H2Load(stage.Folder);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var contestant in Rotated(stage.Contestants, round))
            {
                var before = contestant.Usage;
                var result = await paced.RunAsync(contestant.Url, rate, options.Duration, tokens, body);
                Keep(PacedScenario, contestant, round, result, before, expectRefusals: false);
            }
        }
    }

    private Task MeasureVerificationAsync()
    {
        var token = stage.Issuer.Mint();
        BareVerification.Measure(stage.Issuer.Key, token, TimeSpan.FromSeconds(1));
        for (var round = 1; round <= options.Rounds; round++)
        {
            _figures.Add(new(VerificationScenario, "RSA-2048", BareVerification.Measure(stage.Issuer.Key, token, options.Duration), "µs"));
        }

        return Task.CompletedTask;
    }

    private async Task MeasureAllocationAsync()
    {
        using var yarp = await stage.StartYarpAsync(tellsAllocations: true);
        using var gateway = await stage.StartGatewayAsync(options.Gateway, Stage.NewUrl(), tellsAllocations: true);
        foreach (var contestant in new[] { yarp, gateway })
        {
            await _wrk.RunAsync(contestant.Url, 32, WarmUp, _files.Tokens(TokenKind.Good, 1), _files.Body(100));
            var before = await contestant.AllocatedAsync();
            var result = await _wrk.RunAsync(contestant.Url, 32, options.Duration, _files.Tokens(TokenKind.Good, 1), _files.Body(100));
            _figures.Add(new(AllocationScenario, contestant.Name, (double)(await contestant.AllocatedAsync() - before) / result.Requests, "B"));
        }
    }

    private async Task MeasureMemoryAsync()
    {
        var gateway = stage[Stage.Gateway];
        var tokens = _files.Tokens(TokenKind.Good, options.Tokens);
        var (requests, next) = (0L, 0L);
        while (requests < options.Requests)
        {
            requests += (await _wrk.RunAsync(gateway.Url, 32, options.Duration, tokens, _files.Body(100))).Requests;
            if (requests >= next)
            {
                _figures.Add(new($"{MemoryScenario}: after {requests}", gateway.Name, MiB(gateway), "MiB"));
                next += options.Requests / 10;
            }
        }
    }

    private async Task MeasureStartAsync()
    {
        for (var round = 1; round <= options.Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using var gateway = await stage.StartGatewayAsync(options.Gateway, Stage.NewUrl());
            _figures.Add(new(StartScenario, gateway.Name, Stopwatch.GetElapsedTime(started).TotalMilliseconds, "ms"));
            using var yarp = await stage.StartYarpAsync();
            await Task.Delay(TimeSpan.FromSeconds(3));
            _figures.Add(new(RestScenario, gateway.Name, MiB(gateway), "MiB"));
            _figures.Add(new(RestScenario, yarp.Name, MiB(yarp), "MiB"));
        }
    }

    private async Task MeasureIdleStreamsAsync()
    {
        var token = stage.Issuer.Mint();
        var body = await File.ReadAllBytesAsync(_files.Body(100));
        using var yarp = await stage.StartYarpAsync();
        using var gateway = await stage.StartGatewayAsync(options.Gateway, Stage.NewUrl());
        foreach (var contestant in new[] { yarp, gateway })
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
            var open = new List<HttpResponseMessage>();

            // What the first ones bring in once and for all is not what a stream costs.
            await OpenAsync(IdleStreams / 4);
            var before = contestant.Usage.Resident;
            await OpenAsync(IdleStreams);
            _figures.Add(new(IdleScenario, contestant.Name, (contestant.Usage.Resident - before) / 1024.0 / IdleStreams, "KiB"));
            open.ForEach(response => response.Dispose());

            async Task OpenAsync(int count)
            {
                for (var opened = 0; opened < count; opened++)
                {
                    using var request = NewRequest(contestant, token, body, $"?{Services.StreamQuery}=-1");
                    open.Add((await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode());
                }
            }
        }
    }

    private static double MiB(Contestant contestant) => contestant.Usage.Resident / 1024.0 / 1024;

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
}
