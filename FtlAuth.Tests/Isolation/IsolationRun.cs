using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using FtlAuth.Tests.Testing;
using FtlAuth.Tests.Transparency;

namespace FtlAuth.Tests.Isolation;

/// <summary>Many users at once on several gateways, each step of each on whichever.</summary>
internal sealed class IsolationRun(IReadOnlyList<IsolationUser> users, IReadOnlyList<string> gateways) : IDisposable
{
    private const int AtOnce = 32;

    // Mostly calls, with a thief and an end now and then.
    private static readonly IsolationStep[] Steps =
    [
        IsolationStep.InSession, IsolationStep.InSession, IsolationStep.InSession, IsolationStep.InSession, IsolationStep.Modern, IsolationStep.Modern, IsolationStep.Modern,
        IsolationStep.Bare, IsolationStep.OthersSession, IsolationStep.OthersSession, IsolationStep.BareSessionId, IsolationStep.End,
    ];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly SemaphoreSlim _room = new(AtOnce);
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Faults => _faults;

    public int Requests => _counts.Values.Sum();

    /// <summary>How often each step was taken.</summary>
    public string Summary => string.Join(", ", _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"));

    public int Count(IsolationStep step) => _counts.GetValueOrDefault(step.ToString());

    public async Task RunAsync(TimeSpan duration)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(duration);
        await Task.WhenAll(users.Select(user => KeepAskingAsync(user, end.Token)));
    }

    public void Dispose()
    {
        _http.Dispose();
        _room.Dispose();
    }

    private async Task KeepAskingAsync(IsolationUser user, CancellationToken end)
    {
        var random = new Random(user.Number);
        while (!end.IsCancellationRequested && _faults.IsEmpty)
        {
            await _room.WaitAsync(CancellationToken.None);
            try
            {
                await TakeAsync(Steps[random.Next(Steps.Length)], user, random);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                _faults.Enqueue($"{user.Number}: {exception}");
            }
            finally
            {
                _room.Release();
            }
        }
    }

    private Task TakeAsync(IsolationStep step, IsolationUser user, Random random) => step switch
    {
        IsolationStep.Modern => AskAsync(step, user, random, Whoami(modern: true), session: null),
        IsolationStep.Bare => AskAsync(step, user, random, Whoami(), session: null),
        _ when user.Session is null => BeginAsync(user, random),
        IsolationStep.InSession => AskAsync(step, user, random, Whoami(), user.Session),
        IsolationStep.OthersSession => users[random.Next(users.Count)] is { Session: { } session } other && other != user
            ? AssertNotFoundAsync(step, user, random, session)
            : Task.CompletedTask,
        IsolationStep.BareSessionId => AssertNotFoundAsync(step, user, random, ExpectedDifferences.Unwrap(user.Session) ?? "the id has another form"),
        _ => EndAsync(user, random),
    };

    private async Task BeginAsync(IsolationUser user, Random random)
    {
        using var answer = await SendAsync("Begin", HttpMethod.Post, user, random, McpMessages.Initialize("2025-11-25"), null);
        if (answer.StatusCode != HttpStatusCode.OK || answer.Header("Mcp-Session-Id") is not { } session)
        {
            await FailAsync("initialize", user, answer);
            return;
        }

        using var confirmed = await SendAsync("Begin", HttpMethod.Post, user, random, """{"jsonrpc":"2.0","method":"notifications/initialized"}""", session);
        user.Session = session;
        if (confirmed.StatusCode != HttpStatusCode.Accepted)
        {
            await FailAsync("initialized", user, confirmed);
        }
    }

    private async Task AskAsync(IsolationStep step, IsolationUser user, Random random, string body, string? session)
    {
        using var answer = await SendAsync(step.ToString(), HttpMethod.Post, user, random, body, session);
        var fault = answer.StatusCode == HttpStatusCode.OK ? user.Judge(await answer.TextAsync(), session is not null) : $"{(int)answer.StatusCode} {await answer.TextAsync()}";
        if (fault is not null)
        {
            _faults.Enqueue($"{step}: {fault}");
        }
    }

    private async Task AssertNotFoundAsync(IsolationStep step, IsolationUser user, Random random, string session)
    {
        HttpMethod[] methods = [HttpMethod.Post, HttpMethod.Post, HttpMethod.Get, HttpMethod.Delete];
        var method = methods[random.Next(methods.Length)];
        using var answer = await SendAsync(step.ToString(), method, user, random, method == HttpMethod.Post ? Whoami() : null, session);
        if (answer.StatusCode != HttpStatusCode.NotFound || !(await answer.TextAsync()).StartsWith("{\"jsonrpc\":\"2.0\",", StringComparison.Ordinal))
        {
            await FailAsync($"{step} {method}", user, answer);
        }
    }

    private async Task EndAsync(IsolationUser user, Random random)
    {
        using var answer = await SendAsync(nameof(IsolationStep.End), HttpMethod.Delete, user, random, null, user.Session);
        user.Session = null;
        if (!answer.IsSuccessStatusCode)
        {
            await FailAsync("end", user, answer);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string step, HttpMethod method, IsolationUser user, Random random, string? body, string? session)
    {
        _counts.AddOrUpdate(step, 1, (_, count) => count + 1);
        using var request = new HttpRequestMessage(method, gateways[random.Next(gateways.Count)] + "/mcp");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", body?.Contains(McpMessages.Modern, StringComparison.Ordinal) == true ? McpMessages.Modern : "2025-11-25");
        if (body?.Contains(McpMessages.Modern, StringComparison.Ordinal) == true)
        {
            request.Headers.Add("Mcp-Method", "tools/call");
            request.Headers.Add("Mcp-Name", "whoami");
        }

        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }

        request.Content = body is null ? null : TestSystem.JsonContent(body);
        return await _http.SendAsync(request, CancellationToken.None);
    }

    private async Task FailAsync(string what, IsolationUser user, HttpResponseMessage answer) =>
        _faults.Enqueue($"{what} of user {user.Number}: {(int)answer.StatusCode} {await answer.TextAsync()}");

    private static string Whoami(bool modern = false) => modern
        ? McpMessages.ModernMessage("tools/call", """{"name":"whoami","arguments":{}}""")
        : McpMessages.Request("tools/call", """{"name":"whoami","arguments":{}}""");
}
