using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using FtlAuth.MockAuthKit;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>The mock issuer alone on a free port, with a clock that stands still and one registered resource.</summary>
public sealed class MockIssuer : IAsyncDisposable
{
    public const string Resource = "https://gateway.example/mcp";
    public const string RedirectUri = "https://client.example/callback";
    public const string Verifier = "a-verifier.of~43-or_more-characters-0123456789";
    public static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private readonly WebApplication _application;

    private MockIssuer(WebApplication application, FakeTimeProvider time)
    {
        (_application, Time) = (application, time);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Url) };
    }

    /// <summary>The issuer identifier and, since it listens there, its address.</summary>
    public string Url => $"http://localhost:{new Uri(_application.Urls.First()).Port}";

    public FakeTimeProvider Time { get; }

    /// <summary>Follows no redirect, keeps no cookie.</summary>
    public HttpClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<MockIssuer> StartAsync(Action<IServiceCollection>? configureServices, params IEnumerable<(string Key, string? Value)> settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [WebHostDefaults.ServerUrlsKey] = "http://127.0.0.1:0",
            [HostDefaults.EnvironmentKey] = Environments.Development,
            ["MockAuthKit:Resources"] = Resource,
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var application = MockAuthKitApplication.Create([], new ConfigurationBuilder().AddInMemoryCollection(values).Build(), services =>
        {
            services.AddSingleton<TimeProvider>(time);
            configureServices?.Invoke(services);
        });
        try
        {
            await application.StartAsync(Cancel);
            return new MockIssuer(application, time);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public static Task<MockIssuer> StartAsync(params IEnumerable<(string Key, string? Value)> settings) => StartAsync(null, settings);

    /// <summary>An issuer that approves as the first test user at once.</summary>
    public static Task<MockIssuer> StartApprovingAsync() => StartAsync(("MockAuthKit:AutoApprove", "true"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        try
        {
            await _application.StopAsync(atOnce.Token);
        }
        catch (OperationCanceledException)
        {
            // What did not end by itself ends with the disposal.
        }

        await _application.DisposeAsync();
    }

    /// <summary>Registers a client: public, for codes and refresh tokens, unless the metadata say otherwise.</summary>
    public async Task<RegisteredClient> RegisterAsync(JsonObject? metadata = null)
    {
        var request = new JsonObject
        {
            ["client_name"] = "A client",
            ["redirect_uris"] = new JsonArray(RedirectUri),
            ["grant_types"] = new JsonArray("authorization_code", "refresh_token"),
            ["token_endpoint_auth_method"] = "none",
        };
        foreach (var (name, value) in metadata ?? [])
        {
            request[name] = value?.DeepClone();
        }

        using var response = await Client.PostAsync("/oauth2/register", TestSystem.JsonContent(request.ToJsonString()), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        var answer = JsonNode.Parse(await response.TextAsync())!;
        return new RegisteredClient((string)answer["client_id"]!, (string?)answer["client_secret"]);
    }

    public Task<RegisteredClient> RegisterWithSecretAsync(string method = "client_secret_post") => RegisterAsync(new JsonObject
    {
        ["token_endpoint_auth_method"] = method,
        ["grant_types"] = new JsonArray("authorization_code", "refresh_token", "client_credentials"),
    });

    /// <summary>The address of a good authorization request, with parameters replaced, or removed by null; a repeated name is sent twice.</summary>
    public static string AuthorizePath(string clientId, params IEnumerable<(string Name, string? Value)> changes)
    {
        List<(string Name, string? Value)> parameters =
        [
            ("response_type", "code"), ("client_id", clientId), ("redirect_uri", RedirectUri), ("state", "s & t"), ("resource", Resource),
            ("scope", "openid profile offline_access"), ("code_challenge", Challenge), ("code_challenge_method", "S256"),
        ];
        var changed = changes.ToArray();
        var sent = parameters.Where(parameter => !changed.Any(change => change.Name == parameter.Name)).Concat(changed.Where(change => change.Value is not null));
        return "/oauth2/authorize?" + string.Join('&', sent.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
    }

    public Task<HttpResponseMessage> AuthorizeAsync(string clientId, params IEnumerable<(string Name, string? Value)> changes) =>
        Client.GetAsync(AuthorizePath(clientId, changes), Cancel);

    /// <summary>A code for the client, from an issuer that approves at once.</summary>
    public async Task<string> CodeAsync(string clientId, params IEnumerable<(string Name, string? Value)> changes)
    {
        using var response = await AuthorizeAsync(clientId, changes);
        return Query(response)["code"]!;
    }

    /// <summary>Where the answer redirects to: its query.</summary>
    public static System.Collections.Specialized.NameValueCollection Query(HttpResponseMessage response)
    {
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, response.StatusCode);
        return HttpUtility.ParseQueryString(response.Headers.Location!.Query);
    }

    /// <summary>Exchanges a code, with parameters replaced, or removed by null.</summary>
    public Task<OAuthAnswer> ExchangeAsync(RegisteredClient client, string code, params IEnumerable<(string Name, string? Value)> changes) =>
        PostFormAsync("/oauth2/token", client, [
            .. new (string Name, string? Value)[]
            {
                ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", Verifier), ("resource", Resource),
            }.Where(parameter => !changes.Any(change => change.Name == parameter.Name)),
            .. changes,
        ]);

    public Task<OAuthAnswer> RefreshAsync(RegisteredClient client, string refreshToken, params IEnumerable<(string Name, string? Value)> more) =>
        PostFormAsync("/oauth2/token", client, [("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. more]);

    /// <summary>The tokens of a whole flow.</summary>
    public async Task<JsonElement> SignInAsync(RegisteredClient client, params IEnumerable<(string Name, string? Value)> changes) =>
        (await ExchangeAsync(client, await CodeAsync(client.Id, changes))).Succeeded();

    /// <summary>Posts a form with the client's id and secret in it.</summary>
    public Task<OAuthAnswer> PostFormAsync(string path, RegisteredClient client, params IEnumerable<(string Name, string? Value)> parameters) =>
        SendFormAsync(path, null, [("client_id", client.Id), ("client_secret", client.Secret), .. parameters]);

    /// <summary>Posts a form as it stands, without the parameters that are null.</summary>
    public async Task<OAuthAnswer> SendFormAsync(string path, string? authorization, params IEnumerable<(string Name, string? Value)> parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(
            parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!)));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await Client.SendAsync(request, Cancel);
        var text = await response.TextAsync();
        return new OAuthAnswer(
            response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text),
            response.Header("Cache-Control"), response.Header("WWW-Authenticate"));
    }

    /// <summary>Sends JSON to the control surface.</summary>
    public async Task<(System.Net.HttpStatusCode Status, JsonElement Body)> AdminAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : TestSystem.JsonContent(json) };
        using var response = await Client.SendAsync(request, Cancel);
        var text = await response.TextAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path, Cancel);
}
