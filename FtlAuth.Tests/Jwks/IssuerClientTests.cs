using System.Text;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

public sealed class IssuerClientTests
{
    [Theory]
    [InlineData(1, true, 2)]
    [InlineData(2, false, 2)]
    public async Task BrokenConnection_IsTriedOnceMore(int broken, bool isFetched, int expectedRequests)
    {
        var requests = 0;
        await using var issuer = await FakeServer.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref requests) <= broken)
            {
                context.Abort();
                return;
            }

            await context.Response.Body.WriteAsync("{}"u8.ToArray());
        });

        var document = await GetAsync(issuer);

        Assert.Equal(isFetched, document.Failure is null);
        Assert.Equal(isFetched ? "{}" : null, document.Content is { } content ? Encoding.UTF8.GetString(content) : null);
        Assert.Equal(expectedRequests, requests);
    }

    [Fact]
    public async Task ErrorOfTheIssuer_IsNotTriedAgain()
    {
        var requests = 0;
        await using var issuer = await FakeServer.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });

        var document = await GetAsync(issuer);

        Assert.Equal("it answered 500", document.Failure);
        Assert.Equal(1, requests);
    }

    private static async Task<IssuerDocument> GetAsync(FakeServer issuer)
    {
        using var client = new IssuerClient(new HttpClient(), TimeProvider.System);
        return await client.GetAsync(issuer.Origin, TestContext.Current.CancellationToken);
    }
}
