using System.Text;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Tests.Fuzzing;

namespace FtlAuth.Tests.Mcp;

/// <summary>The one pass over the bytes, and what is decided by it, against references over a document.</summary>
public sealed class RandomBodyTests
{
    private const int BodiesPerSeed = 500;

    private int _bodies;
    private int _forwarded;

    [Fact]
    public async Task Inspection_RepeatableBodies_IsWhatTheReferencesSay()
    {
        await SeededRun.RepeatableAsync(CheckAsync, 20);

        AssertManyPass();
    }

    // A method with halves of surrogate pairs, as long as «initialize» written with escapes may be.
    [Theory]
    [InlineData(291151658)]
    public Task Inspection_BodiesThatWereReadWronglyOnce_IsWhatTheReferencesSay(int seed) => CheckAsync(seed);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Inspection_BodiesOfAMinute_IsWhatTheReferencesSay()
    {
        await SeededRun.RandomAsync(CheckAsync, TimeSpan.FromMinutes(1));

        AssertManyPass();
    }

    private async Task CheckAsync(int seed)
    {
        var random = new RandomBody(seed);
        for (var count = 0; count < BodiesPerSeed; count++)
        {
            var mode = (IdentityBody)random.Choose(4);
            var allowBatch = random.Choose(2) == 0;
            var headers = RandomHeaders.Next(random);
            var token = ReferenceAccess.Tokens[random.Choose(ReferenceAccess.Tokens.Length)];
            var body = random.Next(allowBatch);
            var judge = new InspectionJudge(mode, allowBatch, headers, token);
            string? mistake;
            try
            {
                mistake = await judge.FindMistakeAsync(body);
            }
            catch (Exception exception)
            {
                mistake = exception.ToString();
            }

            Assert.True(
                mistake is null,
                $"Body {count} of seed {seed}, {mode}, batches {allowBatch}, {string.Join("; ", headers)}: {mistake}\n{Encoding.UTF8.GetString(body)}\n{Convert.ToBase64String(body)}");
            _bodies++;
            _forwarded += judge.Forwarded;
        }
    }

    // Otherwise the bodies prove nothing.
    private void AssertManyPass() => Assert.InRange(_forwarded, _bodies / 5, _bodies * 4 / 5);
}
