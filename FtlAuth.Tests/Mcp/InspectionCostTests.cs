using System.Globalization;
using System.Text;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

/// <summary>What a hostile body costs: memory does not grow with it, and time no faster than it does.</summary>
public sealed class InspectionCostTests
{
    private const int MostAllocated = 16 * 1024;
    private const int Rounds = 5;

    public static TheoryData<string> Kinds => [.. Names.Keys];

    // Short ones, ones that have to be decoded to be compared, and ones that differ late.
    private static readonly Dictionary<string, Func<int, string>> Names = new()
    {
        ["plain"] = index => index.ToString("x5", CultureInfo.InvariantCulture),
        ["beyond ASCII"] = index => $"é{index:x5}",
        ["long s"] = index => $"ſ{index:x5}",
        ["escaped"] = index => $"\\u006e{index:x5}",
        ["like _authContext"] = index => $"_authContex\\u0074{index:x5}",
        ["behind a NUL"] = index => $"{index:x5}\\u0000",
        ["different at the end only"] = index => $"{new string('x', 60)}{index:x5}",
        ["different at the beginning only"] = index => $"{index:x5}{new string('x', 60)}",
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Inspect_HundredThousandMembers_AllocatesNothingForThem(string kind)
    {
        var body = Body(Names[kind], 100_000);

        // The least of several: the pool may have been emptied in between, or its memory be in use.
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Null(MessageInspector.Inspect(body, GatewayBody.MetaKey).Mistake);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least <= MostAllocated, $"{least} bytes for a body of {body.Length}.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Inspect_FourTimesAsManyMembers_TakesNotSixteenTimesAsLong(string kind)
    {
        var (few, many) = (Body(Names[kind], 10_000), Body(Names[kind], 40_000));

        var (fewTime, manyTime) = (LeastTime(few), LeastTime(many));

        Assert.True(manyTime < fewTime * 12, $"{fewTime} for {few.Length} bytes, {manyTime} for {many.Length}.");
    }

    [Theory]
    [InlineData("in params", "{\"params\":{X}}")]
    [InlineData("in _meta", "{\"params\":{\"_meta\":{X}}}")]
    [InlineData("in the message", "{X}")]
    public void Inspect_NameTwiceAmongHundredThousand_IsFound(string place, string body)
    {
        var members = string.Join(',', Enumerable.Range(0, 100_000).Append(50_000).Select(index => $"\"n{index}\":1"));

        Assert.True(MessageInspector.Inspect(Encoding.UTF8.GetBytes(body.Replace("X", members, StringComparison.Ordinal)), GatewayBody.MetaKey).ErrorCode == JsonRpcError.ParseError, place);
    }

    private static TimeSpan LeastTime(byte[] body)
    {
        var least = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = TimeProvider.System.GetTimestamp();
            MessageInspector.Inspect(body, GatewayBody.MetaKey);
            var time = TimeProvider.System.GetElapsedTime(start);
            least = time < least ? time : least;
        }

        return least;
    }

    private static byte[] Body(Func<int, string> name, int count) => Encoding.UTF8.GetBytes(
        "{\"id\":1,\"method\":\"x\",\"params\":{" + string.Join(',', Enumerable.Range(0, count).Select(index => $"\"{name(index)}\":1")) + "}}");
}
