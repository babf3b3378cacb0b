using System.Text;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class BatchInspectionTests
{
    [Fact]
    public void Inspect_Batch_FindsEveryMessage()
    {
        const string Body = """ [ {"id":1,"method":"tools/call","params":{"name":"a"}} , {"method":"x"},{"id":"b","result":{}} ] """;

        var batch = GatewayBody.Inspect(Body, allowBatch: true);

        Assert.Null(batch.Mistake);
        Assert.Equal(["tools/call", "x", null], batch.Batch!.Select(message => message.Method.Decode(Encoding.UTF8.GetBytes(Body))));
        Assert.Equal(["1", "", "\"b\""], batch.Batch!.Select(message => message.HasId ? Body[message.Id] : ""));
        Assert.Equal(["a", null, null], batch.Batch!.Select(message => message.Name.Decode(Encoding.UTF8.GetBytes(Body))));
        Assert.Equal([true, false, false], batch.Batch!.Select(message => message.IsRequest));
        Assert.Null(batch.Cuts);
    }

    [Fact]
    public void Inspect_Batch_SaysNothingOfItself()
    {
        var batch = GatewayBody.Inspect("""[{"id":1,"method":"tools/call","params":{}}]""", allowBatch: true);

        Assert.False(batch.HasId || batch.HasMethod || batch.IsRequest || batch.IsInitialize || batch.Params.Exists || batch.Envelope.Exists);
    }

    [Theory]
    [InlineData("[]", JsonRpcError.InvalidRequest)]
    [InlineData("[ ]", JsonRpcError.InvalidRequest)]
    [InlineData("[[]]", JsonRpcError.ParseError)]
    [InlineData("[{},[]]", JsonRpcError.ParseError)]
    [InlineData("[null]", JsonRpcError.ParseError)]
    [InlineData("[{},1]", JsonRpcError.ParseError)]
    [InlineData("[\"{}\"]", JsonRpcError.ParseError)]
    [InlineData("[{}", JsonRpcError.ParseError)]
    [InlineData("[{},", JsonRpcError.ParseError)]
    [InlineData("[{},]", JsonRpcError.ParseError)]
    [InlineData("[{}]{}", JsonRpcError.ParseError)]
    [InlineData("[{}][]", JsonRpcError.ParseError)]
    [InlineData("[{\"a\":1,\"a\":2}]", JsonRpcError.ParseError)]
    [InlineData("[{},{\"params\":{\"_meta\":{\"a\":1,\"a\":2}}}]", JsonRpcError.ParseError)]
    [InlineData("[{\"method\":\"initialize\"}]", JsonRpcError.InvalidRequest)]
    [InlineData("[{\"method\":\"initialize\"},{\"a\":1,\"a\":2}]", JsonRpcError.ParseError)]
    [InlineData("[{},{\"METHOD\":\"x\"}]", JsonRpcError.InvalidRequest)]
    [InlineData("[{\"id\":{}},{}]", JsonRpcError.InvalidRequest)]
    [InlineData("[{\"method\":1}]", JsonRpcError.InvalidRequest)]
    public void Inspect_BatchThatIsNone_IsRefused(string body, int code) => Assert.Equal(code, GatewayBody.Inspect(body, allowBatch: true).ErrorCode);

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, JsonRpcError.InvalidRequest)]
    [InlineData(100_000, JsonRpcError.InvalidRequest)]
    public void Inspect_ManyMessages_AreAcceptedToAHundred(int count, int code) =>
        Assert.Equal(code, GatewayBody.Inspect($"[{string.Join(',', Enumerable.Repeat("{}", count))}]", allowBatch: true).ErrorCode);

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, JsonRpcError.ParseError)]
    public void Inspect_NestedMessage_IsAcceptedToDepth64(int depth, int code) => Assert.Equal(
        code, GatewayBody.Inspect($"[{{\"a\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}]", allowBatch: true).ErrorCode);

    [Theory]
    [InlineData("[{\"params\":{\"_authContext\":1}}]", "[{\"params\":{}}]")]
    [InlineData("[{\"params\":{\"_authContext\":1,\"a\":2}},{\"params\":{\"a\":2,\"_AUTHCONTEXT\":1}}]", "[{\"params\":{\"a\":2}},{\"params\":{\"a\":2}}]")]
    [InlineData("[ {\"params\":{\"_meta\":{\"dev.ftl/user\":1},\"_authContext\":2}} , {} ]", "[ {\"params\":{\"_meta\":{}}} , {} ]")]
    public async Task Batch_ForgedIdentity_IsCutOutOfEveryMessage(string body, string expected)
    {
        var (forwarded, _) = await GatewayBody.ForwardAsync(Encoding.UTF8.GetBytes(body), IdentityBody.None, Users.Minimal, allowBatch: true);

        Assert.Equal(expected, Encoding.UTF8.GetString(forwarded!));
    }
}
