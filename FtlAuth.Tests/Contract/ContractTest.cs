using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Contract;

/// <summary>A test on the shared system; each begins with nothing received by the MCP server and no fault anywhere.</summary>
[Collection(ContractCollection.Name)]
public abstract class ContractTest(ContractSystem shared) : IAsyncLifetime
{
    protected TestSystem Stack => shared.System;

    /// <summary>A good token for the shared gateway.</summary>
    protected string Token => shared.Token;

    protected string Origin => shared.System.System.GatewayUrl;

    protected string Issuer => shared.System.System.IssuerUrl;

    public virtual async ValueTask InitializeAsync()
    {
        await Stack.SetMcpFaultAsync("none");
        await Stack.ForgetReceivedAsync();
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected async Task AssertNothingForwardedAsync() => Assert.Empty(await Stack.ReceivedAsync());

    protected async Task<ReceivedRequest> AssertForwardedOnceAsync() => Assert.Single(await Stack.ReceivedAsync());

    /// <summary>What every error of the gateway's own has.</summary>
    protected static void AssertOwnError(HttpResponseMessage response)
    {
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.NotEmpty(response.Header("X-Trace-Id") ?? "");
        Assert.Null(response.Header("Location"));
    }
}
