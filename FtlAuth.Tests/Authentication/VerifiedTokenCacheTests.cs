using System.Text;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Proxy;
using Microsoft.Extensions.Time.Testing;

namespace FtlAuth.Tests.Authentication;

public sealed class VerifiedTokenCacheTests : IClassFixture<SignedTokens>
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(SignedTokens.Now);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly SignedTokens _tokens;
    private readonly IssuerKeys _issuer;

    public VerifiedTokenCacheTests(SignedTokens tokens)
    {
        _tokens = tokens;
        _issuer = new IssuerKeys(_time);
        Adopt(tokens.RsaJwk());
    }

    [Fact]
    public void Find_TokenThatWasAdded_IsTheOneThatWasVerified()
    {
        var cache = CreateCache();
        var verified = Token(300);
        Add(cache, "a.b.c", verified);

        Assert.Same(verified, cache.Find("a.b.c"));
    }

    [Theory]
    [InlineData("a.b.C")]
    [InlineData("a.b.c.")]
    [InlineData("a.b.")]
    [InlineData("")]
    public void Find_AnyOtherToken_IsUnknown(string other)
    {
        var cache = CreateCache();
        Add(cache, "a.b.c", Token(300));

        Assert.Null(cache.Find(other));
        Assert.NotNull(cache.Find("a.b.c"));
    }

    [Theory]
    [InlineData(100, 99, true)]
    [InlineData(100, 100, false)]
    [InlineData(100, 130, false)]
    [InlineData(10_000, 299, true)]
    [InlineData(10_000, 300, false)]
    public void Find_AfterSomeTime_KnowsTheTokenUntilItExpiresOrForFiveMinutes(int expiresIn, int after, bool known)
    {
        var cache = CreateCache();
        Add(cache, "a.b.c", Token(expiresIn));

        _time.Advance(TimeSpan.FromSeconds(after));

        Assert.Equal(known, cache.Find("a.b.c") is not null);
        Assert.Equal(known ? 1 : 0, cache.Count);
    }

    [Fact]
    public void Find_UsedAllTheTime_IsStillForgottenAfterFiveMinutes()
    {
        var cache = CreateCache();
        Add(cache, "a.b.c", Token(10_000));
        for (var minute = 1; minute < 5; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.NotNull(cache.Find("a.b.c"));
        }

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(cache.Find("a.b.c"));
    }

    // The clock may be set back after the token was verified: what time it is by now, nobody knows.
    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    [InlineData(-3600, false)]
    public void Find_BeforeTheTokenWasVerified_DoesNotKnowIt(int seconds, bool known)
    {
        var cache = CreateCache();
        Add(cache, "a.b.c", Token(300));

        _time.AdjustTime(Start.AddSeconds(seconds));

        Assert.Equal(known, cache.Find("a.b.c") is not null);
    }

    [Fact]
    public void Find_BeforeTheTokenIsValid_DoesNotKnowIt()
    {
        var cache = CreateCache();

        Add(cache, "a.b.c", Token(300, 1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Add(cache, "d.e.f", Token(300, 1));

        Assert.Null(cache.Find("a.b.c"));
        Assert.NotNull(cache.Find("d.e.f"));
    }

    [Fact]
    public void ForgetOutdated_AfterAnotherKeySet_LeavesNothing()
    {
        var cache = CreateCache();
        Add(cache, "a.b.c", Token(300));
        cache.ForgetOutdated();
        Assert.Equal(1, cache.Count);

        Adopt(_tokens.P256Jwk());
        cache.ForgetOutdated();

        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Add_ExpiredTokenWithinTheSkew_IsNotRemembered()
    {
        var cache = CreateCache();

        Add(cache, "a.b.c", Token(-1));

        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Find_AfterAnotherKeySet_KnowsNothing()
    {
        var cache = CreateCache();
        Add(cache, "a.b.c", Token(300));

        Adopt(_tokens.RsaJwk(), _tokens.P256Jwk());

        Assert.Null(cache.Find("a.b.c"));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Find_AfterTheSameKeySetAgain_KnowsTheToken()
    {
        var cache = CreateCache();
        Add(cache, "a.b.c", Token(300));

        Adopt(_tokens.RsaJwk());

        Assert.NotNull(cache.Find("a.b.c"));
    }

    [Fact]
    public void Find_AfterTheKeysWereGivenUp_KnowsNothing()
    {
        var cache = CreateCache();
        Add(cache, "a.b.c", Token(300));

        _issuer.GiveUp();

        Assert.Null(cache.Find("a.b.c"));
    }

    // The key set may change between the verification and the memory of it.
    [Fact]
    public void Add_VerifiedWithAKeySetThatIsNoLongerInUse_IsNotRemembered()
    {
        var cache = CreateCache();
        var before = _issuer.Current!;
        Adopt(_tokens.P256Jwk());

        cache.Add("a.b.c", Token(300), _issuer, before);

        Assert.Null(cache.Find("a.b.c"));
    }

    [Fact]
    public void Find_AfterAnotherIssuersKeySet_KnowsTheToken()
    {
        var cache = CreateCache();
        var other = new IssuerKeys(_time);
        Adopt(other, _tokens.RsaJwk());
        Add(cache, "a.b.c", Token(300));

        Adopt(other, _tokens.P256Jwk());

        Assert.NotNull(cache.Find("a.b.c"));
    }

    [Fact]
    public void Add_AgainWithoutRoomForMore_ForgetsTheLeastRecentlyUsed()
    {
        var cache = CreateCache(3);
        foreach (var token in new[] { "one", "two", "three" })
        {
            Add(cache, token, Token(300));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.NotNull(cache.Find("one"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Add(cache, "four", Token(300));
        Add(cache, "four", Token(300));

        Assert.Null(cache.Find("two"));
        Assert.All(["one", "three", "four"], token => Assert.NotNull(cache.Find(token)));
        Assert.Equal(3, cache.Count);
    }

    [Fact]
    public void Add_ManyOnceWithoutRoomForMore_DriveOutNobody()
    {
        var cache = CreateCache(3);
        string[] used = ["one", "two", "three"];
        Array.ForEach(used, token => Add(cache, token, Token(300)));

        for (var count = 0; count < 1000; count++)
        {
            Add(cache, $"once-{count}", Token(300));
        }

        Assert.All(used, token => Assert.NotNull(cache.Find(token)));
        Assert.Equal(3, cache.Count);
    }

    [Fact]
    public void Add_OneTokenManyTimes_TakesOnePlace()
    {
        var cache = CreateCache(3);
        Add(cache, "one", Token(300));
        for (var count = 0; count < 100; count++)
        {
            Add(cache, "two", Token(300));
        }

        Assert.Equal(2, cache.Count);
        Assert.NotNull(cache.Find("one"));
    }

    [Fact]
    public async Task Add_FromManyThreads_StaysWithinItsBound()
    {
        const int Room = 1000;
        var cache = CreateCache(Room);

        await Parallel.ForAsync(0, 50_000, TestContext.Current.CancellationToken, (index, _) =>
        {
            Add(cache, $"token-{index}", Token(300));
            cache.Find($"token-{index / 2}");
            return ValueTask.CompletedTask;
        });
        _time.Advance(TimeSpan.FromSeconds(1));
        Add(cache, "last", Token(300));
        Add(cache, "last", Token(300));

        // What others add while one makes room waits for the next one.
        Assert.InRange(cache.Count, 1, Room + Environment.ProcessorCount);
        Assert.NotNull(cache.Find("last"));
    }

    [Fact]
    public void Add_WithoutRoomForAny_RemembersNone()
    {
        var cache = CreateCache(0);

        Add(cache, "a.b.c", Token(300));

        Assert.Null(cache.Find("a.b.c"));
    }

    private static VerifiedToken Token(int expiresIn, int? notBefore = null) => new()
    {
        Subject = "user_1",
        Issuer = SignedTokens.Issuer,
        Expires = Start.AddSeconds(expiresIn),
        NotBefore = notBefore is { } seconds ? Start.AddSeconds(seconds) : DateTimeOffset.MinValue,
    };

    private VerifiedTokenCache CreateCache(int room = 100) => new(new LimitsOptions { VerifiedTokens = room }, _time);

    private void Add(VerifiedTokenCache cache, string token, VerifiedToken verified) => cache.Add(token, verified, _issuer, _issuer.Current!);

    private void Adopt(params JsonNode[] keys) => Adopt(_issuer, keys);

    private void Adopt(IssuerKeys issuer, params JsonNode[] keys) => Assert.True(issuer.TryAdopt(new KeySetDocument(
        Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = new JsonArray(keys) }.ToJsonString()), _time.GetUtcNow(), TimeSpan.FromMinutes(5))));
}
