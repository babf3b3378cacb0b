using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Jwks;

/// <summary>
/// How many calls to the issuer are saved. The original gateway says about 99 % of one that fetches the keys for every request; here an hour of
/// traffic over three replicas passes in seconds.
/// </summary>
public sealed class SavedFetchesTests(JwksSystem shared) : JwksTest(shared)
{
    private const int Replicas = 3;
    private const int Users = 12;
    private const int Minutes = 60;

    [Fact]
    public async Task AnHourOfTraffic_OverReplicas_SavesMoreThan99Percent()
    {
        // A secret of their own: other tests leave keys in Redis whose clocks are ahead of this one's.
        (string, string?)[] shared =
            [("ConnectionStrings:cache", Stack.System.CacheConnectionString), ("Gateway:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))];
        var before = await FetchesAsync();
        var gateways = new List<AdditionalGateway>();
        var requests = 0;
        try
        {
            for (var replica = 0; replica < Replicas; replica++)
            {
                gateways.Add(await StartWithClockAsync(shared));
                await AssertServedAsync(gateways[replica], await MintAtAsync(0));
            }

            using var metrics = new RecordedMetrics(gateways[0]);
            for (var minute = 0; minute < Minutes; minute++)
            {
                // Each user signs in again every five minutes, and calls every replica each minute.
                var tokens = await Task.WhenAll(Enumerable.Range(0, Users).Select(MintAtAsync));
                foreach (var gateway in gateways)
                {
                    var statuses = await StatusesAsync(gateway, Users * 2, index => tokens[index % Users]);
                    Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
                    requests += statuses.Length;
                }

                Time.Advance(TimeSpan.FromMinutes(1));
            }

            var fetches = await FetchesAsync() - before;
            var saved = 1 - ((double)fetches / requests);
            TestContext.Current.TestOutputHelper?.WriteLine($"{requests} requests, {fetches} fetches: {saved:P2} saved; by the first replica's own metric {metrics.Gauge("ftlauth.jwks.saved"):P2}.");
            Assert.True(saved >= 0.99, $"{fetches} fetches for {requests} requests.");

            // Less than one refresh every four minutes for each replica; one for all where none misses the moment, as the clock goes on in leaps here.
            Assert.InRange(fetches, Minutes / 5, (Minutes / 4 * Replicas) - 1);
            Assert.InRange(metrics.Gauge("ftlauth.jwks.saved"), 0.97, 1);
        }
        finally
        {
            foreach (var gateway in gateways)
            {
                await gateway.DisposeAsync();
            }
        }
    }

    private Task<string> MintAtAsync(int user) => Stack.MintAsync(new JsonObject
    {
        ["aud"] = Audience,
        ["sub"] = $"user_{user}",
        ["iat"] = Time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
    });
}
