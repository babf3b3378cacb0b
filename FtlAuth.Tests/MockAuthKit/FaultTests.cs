using System.Net;
using System.Text;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>Every fault of every endpoint that can fail, and its end.</summary>
public sealed class FaultTests(AskingIssuer shared) : IClassFixture<AskingIssuer>, IAsyncLifetime
{
    private MockIssuer Issuer => shared.Issuer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await SetAsync("""{"jwks":"none","metadata":"none","token":"none"}""");

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("jwks")]
    [InlineData("metadata")]
    [InlineData("token")]
    public async Task Error_Is500ThereAndNowhereElse(string point)
    {
        await SetAsync(point, "error");

        foreach (var other in new[] { "jwks", "metadata", "token" })
        {
            using var response = await SendAsync(other);
            Assert.Equal(other == point, response.StatusCode == HttpStatusCode.InternalServerError);
        }

        await SetAsync(point, "none");
        await AssertGoodAsync(point, await SendAsync(point));
    }

    [Theory]
    [InlineData("jwks")]
    [InlineData("metadata")]
    [InlineData("token")]
    public async Task Hang_AnswersNothingUntilTheClientGoes(string point)
    {
        await SetAsync(point, "hang");
        var before = await CountAsync(point);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var hanging = SendAsync(point, patience.Token);
        await Eventually.TrueAsync(async () => await CountAsync(point) > before, "the request has arrived");

        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Theory]
    [InlineData("jwks")]
    [InlineData("metadata")]
    [InlineData("token")]
    public async Task Drip_SendsAByteAtATime(string point)
    {
        await SetAsync(point, "drip");

        using var response = await SendAsync(point);
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        var bytes = new byte[16];
        var reads = new[] { await body.ReadAsync(bytes, Cancel), await body.ReadAsync(bytes, Cancel) };

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Content.Headers.ContentLength);
        Assert.All(reads, read => Assert.InRange(read, 1, 2));
    }

    [Theory]
    [InlineData("jwks")]
    [InlineData("metadata")]
    [InlineData("token")]
    public async Task Huge_IsTheGoodAnswerAfter64MiB(string point)
    {
        using var good = await SendAsync(point);
        var expected = await good.TextAsync();
        await SetAsync(point, "huge");

        using var response = await SendAsync(point);
        var body = await response.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(64 * 1024 * 1024 + expected.Length, body.Length);
        Assert.Equal(expected, Encoding.UTF8.GetString(body.AsSpan(64 * 1024 * 1024)));
        Assert.False(body.AsSpan(0, 64 * 1024 * 1024).ContainsAnyExcept((byte)' '));
    }

    [Theory]
    [InlineData("jwks")]
    [InlineData("metadata")]
    [InlineData("token")]
    public async Task Redirect_LeadsToTheGoodAnswerOnAnotherHost(string point)
    {
        await SetAsync(point, "redirect");

        using var response = await SendAsync(point);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        var target = response.Headers.Location!;
        Assert.NotEqual(new Uri(Issuer.Url).Host, target.Host);
        await AssertGoodAsync(point, await SendAsync(point, target));
    }

    [Theory]
    [InlineData("jwks")]
    [InlineData("metadata")]
    [InlineData("token")]
    public async Task Refuse_BreaksTheConnection(string point)
    {
        await SetAsync(point, "refuse");

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(point));

        await SetAsync(point, "none");
        await AssertGoodAsync(point, await SendAsync(point));
    }

    [Theory]
    [InlineData("""{"jwks":"explode"}""")]
    [InlineData("""{"jwks":"Error"}""")]
    [InlineData("""{"jwks":1}""")]
    [InlineData("""{"register":"error"}""")]
    [InlineData("""{"metadata":"error","jwks":"explode"}""")]
    public async Task Faults_WithAMistake_ChangeNothing(string json)
    {
        var (status, _) = await Issuer.AdminAsync(HttpMethod.Put, "/admin/faults", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        AssertJson.Equal("""{"jwks":"none","metadata":"none","token":"none"}""", (await Issuer.GetAsync("/admin/faults")).GetRawText());
    }

    [Fact]
    public async Task Hang_EndsWhenTheIssuerStops()
    {
        var issuer = await MockIssuer.StartAsync();
        await issuer.AdminAsync(HttpMethod.Put, "/admin/faults", """{"jwks":"hang"}""");
        using var client = new HttpClient();
        var hanging = client.GetAsync(new Uri(issuer.Url + "/oauth2/jwks"), Cancel);
        await Eventually.TrueAsync(async () => (await issuer.GetAsync("/admin/counters")).GetProperty("jwks").GetInt32() == 1, "the request has arrived");

        await issuer.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    private Task SetAsync(string point, string fault) => SetAsync($$"""{"{{point}}":"{{fault}}"}""");

    private async Task SetAsync(string faults) => Assert.Equal(HttpStatusCode.OK, (await Issuer.AdminAsync(HttpMethod.Put, "/admin/faults", faults)).Status);

    private async Task<int> CountAsync(string point) => (await Issuer.GetAsync("/admin/counters")).GetProperty(point).GetInt32();

    private Task<HttpResponseMessage> SendAsync(string point, CancellationToken? cancellationToken = null) => SendAsync(
        point,
        new Uri(Issuer.Url + point switch { "jwks" => "/oauth2/jwks", "metadata" => "/.well-known/oauth-authorization-server", _ => "/oauth2/token" }),
        cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(string point, Uri target, CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(point == "token" ? HttpMethod.Post : HttpMethod.Get, target);
        request.Content = point == "token" ? new FormUrlEncodedContent([KeyValuePair.Create("client_id", "client_unknown")]) : null;
        return await Issuer.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken ?? Cancel);
    }

    // A good answer to a token request without a known client is its refusal.
    private static async Task AssertGoodAsync(string point, HttpResponseMessage response)
    {
        using var answer = response;
        Assert.Equal(point == "token" ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(point switch { "jwks" => "\"keys\"", "metadata" => "\"issuer\"", _ => "invalid_client" }, await answer.TextAsync(), StringComparison.Ordinal);
    }
}
