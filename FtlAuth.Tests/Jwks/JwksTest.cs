using System.Net;
using System.Security.Cryptography;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>A test on the shared issuer; each begins with nothing broken.</summary>
[Collection(JwksCollection.Name)]
public abstract class JwksTest(JwksSystem shared) : IAsyncLifetime
{
    protected const string Audience = "https://gateway.example/mcp";

    protected TestSystem Stack => shared.System;

    /// <summary>The clock of gateways that are started with <see cref="StartWithClockAsync"/>.</summary>
    protected FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public virtual async ValueTask InitializeAsync()
    {
        await Stack.System.StartAuthKitAsync(TestContext.Current.CancellationToken);
        Stack.System.StartCache();
        await Stack.SetIssuerFaultAsync("jwks", "none");
        await Stack.ForgetReceivedAsync();
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gateways that differ in their port only, so that they share tokens as replicas do.</summary>
    protected Task<AdditionalGateway> StartAsync(params IEnumerable<(string Key, string? Value)> settings) =>
        Stack.StartGatewayAsync([("AuthKit:Audience", Audience), .. settings]);

    protected Task<AdditionalGateway> StartWithClockAsync(params IEnumerable<(string Key, string? Value)> settings) =>
        Stack.StartGatewayAsync(services => services.AddSingleton<TimeProvider>(Time), [("AuthKit:Audience", Audience), .. settings]);

    /// <summary>For gateways that nothing in Redis may reach that others have left there.</summary>
    protected static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    protected Task<string> MintAsync(string key = "current") => Stack.MintForAsync(Audience, key);

    protected Task<int> FetchesAsync() => Stack.IssuerCountAsync("jwks");

    protected static async Task AssertServedAsync(AdditionalGateway gateway, string token)
    {
        using var response = await gateway.PostMcpAsync(token);
        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, response.Headers.WwwAuthenticate.ToString()));
    }

    protected static async Task AssertUnknownKeyAsync(AdditionalGateway gateway, string token)
    {
        using var response = await gateway.PostMcpAsync(token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("The signature key is unknown", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    protected static Task<HttpStatusCode[]> StatusesAsync(AdditionalGateway gateway, int count, Func<int, string> token) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(async index =>
        {
            using var response = await gateway.PostMcpAsync(token(index));
            return response.StatusCode;
        }));

    /// <param name="gateway">The gateway.</param>
    /// <param name="token">A token that it has no keys for.</param>
    /// <param name="step">How far the gateway's clock is set forward each time it still has none.</param>
    protected Task AssertRecoversAsync(AdditionalGateway gateway, string token, TimeSpan step = default) => Eventually.TrueAsync(
        async () =>
        {
            Time.Advance(step);
            using var response = await gateway.PostMcpAsync(token);
            return response.StatusCode == HttpStatusCode.OK;
        },
        "the gateway loads the keys by itself");
}
