using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.Fuzzing;

public sealed class KeySetFuzzTests(SignedTokens tokens) : IClassFixture<SignedTokens>
{
    private readonly KeySetDrafts _drafts = new(tokens);
    private int _sets;
    private int _keys;

    [Fact]
    public void Parse_ThousandSets_YieldsUsableKeysOrNothing() => Run(FuzzRun.Repeatable, 1_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Parse_ThirtyThousandSets_YieldsUsableKeysOrNothing() => Run(FuzzRun.Random, 30_000);

    private delegate void Runner(FsCheck.Gen<KeySetDraft> inputs, Func<KeySetDraft, IEnumerable<KeySetDraft>> shrink, Action<KeySetDraft> property, int count);

    private void Run(Runner run, int count)
    {
        run(_drafts.All, draft => draft.Shrink(), Check, count);

        // Otherwise the sets prove nothing.
        Assert.InRange(_sets, count / 4, count * 9 / 10);
        Assert.True(_keys > _sets, $"Only {_keys} keys were found in {_sets} sets.");
    }

    private void Check(KeySetDraft draft)
    {
        var json = draft.ToBytes();
        var copy = json.ToArray();
        var set = JsonWebKeySet.Parse(json);

        Assert.True(json.AsSpan().SequenceEqual(copy), "The document was written to.");
        Assert.Equal(set?.Count, JsonWebKeySet.Parse(copy)?.Count);
        if (set is null)
        {
            return;
        }

        Interlocked.Increment(ref _sets);
        Assert.InRange(set.Count, 1, JsonWebKeySet.MaxKeys);
        json.AsSpan().Fill((byte)'?');
        foreach (var algorithm in SignatureAlgorithm.All)
        {
            foreach (var id in KeySetDrafts.KeyIds)
            {
                CheckKey(set.Find(id, algorithm, out var key), key, algorithm);
            }

            CheckKey(set.FindOnly(algorithm, out var only), set.Count == 1 ? only : null, algorithm);
        }
    }

    private void CheckKey(TokenRefusal refusal, VerificationKey? key, SignatureAlgorithm algorithm)
    {
        if (refusal != TokenRefusal.None)
        {
            return;
        }

        Interlocked.Increment(ref _keys);
        Assert.True(key!.Fits(algorithm));

        // Usable: it says no instead of throwing, to signatures of every likely length.
        foreach (var length in new[] { 0, 1, 64, 96, 256, 1024 })
        {
            Assert.False(key.Verify("data"u8, new byte[length], algorithm));
        }
    }
}
