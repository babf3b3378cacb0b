using System.Globalization;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>
/// Minutes of good and hostile traffic at once, as much as the machine bears: no good request may be refused, every decision has to be in the audit log, and
/// memory must not grow.
/// </summary>
internal sealed class Soak(ComparisonOptions options, Stage stage, AuditTally tally)
{
    private const int Connections = 16;
    private const int Tokens = 1000;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    private readonly Wrk _wrk = new(stage.Folder);
    private readonly LoadFiles _files = new(stage);
    private readonly Contestant _gateway = stage[Stage.Gateway];
    private int _runs;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (await ComparisonOptions.ReadAsync(arguments) is not { } options)
        {
            return 1;
        }

        var tally = new AuditTally();
        await using var stage = await Stage.OpenAsync(options, tally.Read);
        return await new Soak(options, stage, tally).RunAsync() ? 0 : 1;
    }

    private async Task<bool> RunAsync()
    {
        // (1) Calm: as many requests at once, all of them good.
        List<LoadResult> good = [await LoadAsync(TokenKind.Good, TimeSpan.FromSeconds(5))];
        var calm = await Task.WhenAll(LoadAsync(TokenKind.Good, Calm), LoadAsync(TokenKind.Good, Calm));

        // (2) Half of them hostile, of every kind in turn.
        var mixing = LoadAsync(TokenKind.Good, TimeSpan.FromMinutes(options.Minutes));
        var hostile = new List<LoadResult>();
        var memory = new List<long>();
        var kinds = Enum.GetValues<TokenKind>().Where(kind => kind != TokenKind.Good).ToArray();
        while (!mixing.IsCompleted)
        {
            hostile.Add(await LoadAsync(kinds[hostile.Count % kinds.Length], Turn));
            memory.Add(_gateway.Usage.Resident / 1024 / 1024);
        }

        var mixed = await mixing;
        good.AddRange([.. calm, mixed]);
        await _gateway.EndAsync();

        // (3) What came of it. At the end of a run each connection has a request under way that the generator no longer counts.
        var (accepted, refused, cut) = (good.Sum(result => result.Requests), hostile.Sum(result => result.Requests), _runs * Connections);
        Say($"Good requests beside hostile ones: {mixed.Requests}; refused: {mixed.Refused}, failed: {mixed.Failed}.");
        Say($"Hostile requests: {refused}; let in: {refused - hostile.Sum(result => result.Refused)}.");
        Say($"99th percentile of good requests: {Milliseconds(mixed)} ms beside hostile ones, {Milliseconds(calm[0])} ms beside good ones.");
        Say($"Memory: {memory[memory.Count / 10]} MiB after a tenth of the time, {memory[^1]} MiB at the end, at most {memory.Max()} MiB.");
        Say($"Audit log: {tally["accepted"]} accepted, of {accepted} sent; {tally["refused"]} refused, of {refused} sent; up to {cut} were cut. Lines: {tally.Lines}.");
        return mixed is { Refused: 0, Failed: 0 }
            && hostile.All(result => result.Refused == result.Requests)
            && IsComplete(tally["accepted"], accepted)
            && IsComplete(tally["refused"], refused);

        bool IsComplete(long told, long sent) => told >= sent && told <= sent + cut;
    }

    private Task<LoadResult> LoadAsync(TokenKind kind, TimeSpan duration)
    {
        _runs++;
        return _wrk.RunAsync(_gateway.Url, Connections, duration, _files.Tokens(kind, Tokens), _files.Body(100));
    }

    private static string Milliseconds(LoadResult result) => result.Percentile99.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static void Say(string line) => Console.WriteLine(line);
}
