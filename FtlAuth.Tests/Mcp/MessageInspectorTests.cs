using System.Text;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class MessageInspectorTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"tools/list","params":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"tools/list"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}""")]
    [InlineData("""{"method":"initialize","id":1}""")]
    [InlineData("""{"method":"initialize","id":1,"params":{}}""")]
    [InlineData("""{"method":"initialize","id":1,"params":{"_meta":{}}}""")]
    [InlineData("""{"method":"tools/list","id":1,"params":null}""")]
    [InlineData("""{"method":"tools/list","id":1,"params":[]}""")]
    [InlineData("""{"method":"tools/list","id":1,"params":{"_meta":null}}""")]
    [InlineData("""{"method":"tools/call","params":{"arguments":{"a":1,"a":2,"_authContext":{},"Params":1,"_Meta":2}}}""")]
    [InlineData("""{"method":"tools/call","params":{"arguments":{"\ud800":1}}}""")]
    [InlineData("""{"method":"tools/call","params":{"text":"\ud800"}}""")]
    [InlineData("""{"result":{"_authContext":1,"a":1,"a":2}}""")]
    [InlineData("""{"parameters":1,"param":2,"methods":3,"ids":4,"_meta":5,"_Meta":6}""")]
    [InlineData("""{"params":{"Params":1,"Method":2,"ID":3,"meta":4,"__meta":5}}""")]
    [InlineData("""{"id":12345678901234567890}""")]
    [InlineData("""{"id":-1.50e+300}""")]
    [InlineData("""{"a":"\u0000"}""")]
    [InlineData(" \t\r\n{ \"a\" : 1 } \t\r\n")]
    public void Inspect_OneMessage_IsAccepted(string body) => Assert.Null(GatewayBody.Inspect(body).Mistake);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("\"{}\"")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{},")]
    [InlineData("{}]")]
    [InlineData("{}\0")]
    [InlineData("\0{}")]
    [InlineData("\uFEFF{}")]
    [InlineData("{}\uFEFF")]
    [InlineData("\u00A0{}")]
    [InlineData("\u000B{}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,\"a\":1}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":.5}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":0x1}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":TRUE}")]
    [InlineData("{\"a\":\"\t\"}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"\\u12\"}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{\"a\":[}")]
    [InlineData("{\"a\":1/*c*/}")]
    [InlineData("// c\n{\"a\":1}")]
    [InlineData("{\"method\":1,\"params\":{")]
    public void Inspect_NoJsonObject_IsAParseError(string body) => Assert.Equal(JsonRpcError.ParseError, GatewayBody.Inspect(body).ErrorCode);

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"method":"tools/list","id":1}]""")]
    [InlineData("""[{"method":"initialize","id":1},{"method":"tools/list","id":2}]""")]
    [InlineData(" [")]
    public void Inspect_Batch_IsAnInvalidRequest(string body) => Assert.Equal(JsonRpcError.InvalidRequest, GatewayBody.Inspect(body).ErrorCode);

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"method":"initialize","method":"tools/list"}""")]
    [InlineData("""{"method":"tools/list","\u006dethod":"initialize"}""")]
    [InlineData("""{"\u006dethod":"initialize","method":"tools/list"}""")]
    [InlineData("""{"params":{},"params":{}}""")]
    [InlineData("""{"params":{},"p\u0061rams":{"_authContext":1}}""")]
    [InlineData("""{"id":1,"\u0069d":2}""")]
    [InlineData("""{"\u0061":1,"\u0061":2}""")]
    [InlineData("""{"é":1,"\u00e9":2}""")]
    [InlineData("""{"\ud83d\ude00":1,"😀":2}""")]
    [InlineData("""{"a\/b":1,"a/b":2}""")]
    [InlineData("""{"":1,"":2}""")]
    [InlineData("""{"params":{"a":1,"a":2}}""")]
    [InlineData("""{"params":{"a":1,"\u0061":2}}""")]
    [InlineData("""{"params":{"_meta":{},"_meta":{}}}""")]
    [InlineData("""{"params":{"_meta":{},"\u005fmeta":{"dev.ftl/user":1}}}""")]
    [InlineData("""{"params":{"_authContext":1,"_authContext":2}}""")]
    [InlineData("""{"params":{"_authContext":1,"\u005fauthContext":2}}""")]
    [InlineData("""{"params":{"_meta":{"a":1,"a":2}}}""")]
    [InlineData("""{"params":{"_meta":{"dev.ftl/user":1,"dev.ftl\/user":2}}}""")]
    [InlineData("""{"params":{"_meta":{"\u0061":1,"a":2}}}""")]
    public void Inspect_MemberTwice_IsAParseError(string body) => Assert.Equal(JsonRpcError.ParseError, GatewayBody.Inspect(body).ErrorCode);

    [Theory]
    [InlineData("""{"a":1,"A":2}""")]
    [InlineData("""{"a":1,"\\u0061":2}""")]
    [InlineData("""{"params":{"a":1,"A":2,"_meta":{"a":1,"A":2}}}""")]
    [InlineData("""{"a":{"a":1},"params":{"a":1,"_meta":{"a":1}}}""")]
    public void Inspect_DifferentMembers_AreAccepted(string body) => Assert.Null(GatewayBody.Inspect(body).Mistake);

    [Theory]
    [InlineData(0, 15)]
    [InlineData(0, 16)]
    [InlineData(0, 39)]
    [InlineData(15, 16)]
    [InlineData(16, 17)]
    [InlineData(20, 39)]
    public void Inspect_ManyMembersWithOneTwice_IsAParseError(int first, int second)
    {
        foreach (var escaped in new[] { "none", "first", "second", "both" })
        {
            var names = Enumerable.Range(0, 40).Select(index => $"a{index}").ToArray();
            names[second] = names[first];
            names[first] = escaped is "first" or "both" ? Escape(names[first]) : names[first];
            names[second] = escaped is "second" or "both" ? Escape(names[second]) : names[second];
            var members = string.Join(',', names.Select(name => $"\"{name}\":1"));

            Assert.Equal(JsonRpcError.ParseError, GatewayBody.Inspect("{" + members + "}").ErrorCode);
            Assert.Equal(JsonRpcError.ParseError, GatewayBody.Inspect("{\"params\":{" + members + "}}").ErrorCode);
            Assert.Equal(JsonRpcError.ParseError, GatewayBody.Inspect("{\"params\":{\"_meta\":{" + members + "}}}").ErrorCode);
        }
    }

    [Fact]
    public void Inspect_ManyDifferentMembers_AreAccepted()
    {
        var members = string.Join(',', Enumerable.Range(0, 1000).Select(index => index % 3 == 0 ? $"\"{Escape($"a{index}")}\":1" : $"\"a{index}\":1"));

        Assert.Null(GatewayBody.Inspect("{\"params\":{" + members + "},\"x\":1}").Mistake);
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"a\ud800b":1}""")]
    [InlineData("""{"\udc00\ud800":1}""")]
    [InlineData("""{"params\ud800":1}""")]
    [InlineData("""{"params":{"\ud800":1}}""")]
    [InlineData("""{"params":{"_authContext\ud800":1}}""")]
    [InlineData("""{"params":{"_meta":{"\ud800":1}}}""")]
    [InlineData("""{"params":{"_meta":{"dev.ftl/user\udfff":1}}}""")]
    public void Inspect_NameWithHalfASurrogatePair_IsAParseError(string body) => Assert.Equal(JsonRpcError.ParseError, GatewayBody.Inspect(body).ErrorCode);

    [Theory]
    [InlineData("""{"method":"\ud800"}""")]
    [InlineData("""{"method":"initialize\ud800"}""")]
    [InlineData("""{"method":"\ud800initialize"}""")]
    [InlineData("""{"method":"initializ\udc00"}""")]
    public void Inspect_MethodWithHalfASurrogatePair_IsNeverInitialize(string body) => Assert.False(GatewayBody.Inspect(body).IsInitialize);

    [Theory]
    [InlineData("FF")]
    [InlineData("80")]
    [InlineData("C0AF")]
    [InlineData("C3")]
    [InlineData("E28080E280")]
    [InlineData("EDA080")]
    [InlineData("F4908080")]
    [InlineData("F0808080")]
    public void Inspect_InvalidUtf8_IsAParseErrorWhereverItStands(string hex)
    {
        var bytes = Convert.FromHexString(hex);

        Assert.Equal(JsonRpcError.ParseError, Inspect([.. "{\"a\":\""u8, .. bytes, .. "\"}"u8]));
        Assert.Equal(JsonRpcError.ParseError, Inspect([.. "{\"a"u8, .. bytes, .. "\":1}"u8]));
        Assert.Equal(JsonRpcError.ParseError, Inspect([.. "{\"params\":{\"arguments\":{\"a\":[\""u8, .. bytes, .. "\"]}}}"u8]));
        Assert.Equal(JsonRpcError.ParseError, Inspect([.. "{}"u8, .. bytes]));

        static int Inspect(byte[] body) => MessageInspector.Inspect(body, GatewayBody.MetaKey).ErrorCode;
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, JsonRpcError.ParseError)]
    [InlineData(100_000, JsonRpcError.ParseError)]
    public void Inspect_NestedObjects_AreAcceptedToDepth64(int depth, int code)
    {
        var objects = new StringBuilder().Insert(0, "{\"a\":", depth - 1).Append("{}").Append('}', depth - 1).ToString();
        var arrays = "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";

        Assert.Equal(code, GatewayBody.Inspect(objects).ErrorCode);
        Assert.Equal(code, GatewayBody.Inspect(arrays).ErrorCode);
        Assert.Equal(code, GatewayBody.Inspect(arrays.Replace("\"a\"", "\"params\"", StringComparison.Ordinal)).ErrorCode);
    }

    [Theory]
    [InlineData("""{"id":1,"method":1}""")]
    [InlineData("""{"id":1,"method":null}""")]
    [InlineData("""{"id":1,"method":{"a":1}}""")]
    [InlineData("""{"id":1,"method":["initialize"]}""")]
    [InlineData("""{"id":true}""")]
    [InlineData("""{"id":{}}""")]
    [InlineData("""{"id":[1]}""")]
    [InlineData("""{"id":1,"Method":"initialize"}""")]
    [InlineData("""{"id":1,"METHOD":"initialize"}""")]
    [InlineData("""{"method":"initialize","id":1,"Params":{}}""")]
    [InlineData("""{"method":"initialize","id":1,"params":{},"PARAMS":{"_authContext":1}}""")]
    [InlineData("""{"method":"tools/call","id":1,"\u0050arams":{}}""")]
    [InlineData("""{"method":"tools/call","Id":1}""")]
    [InlineData("""{"method":"tools/call","id":1,"params":{"_Meta":{}}}""")]
    [InlineData("""{"method":"tools/call","id":1,"params":{"_meta":{},"_META":{"dev.ftl/user":1}}}""")]
    [InlineData("""{"method":"tools/call","id":1,"params":{"\u005fMeta":{}}}""")]
    public void Inspect_WhatServersReadDifferently_IsAnInvalidRequest(string body) =>
        Assert.Equal(JsonRpcError.InvalidRequest, GatewayBody.Inspect(body).ErrorCode);

    // Go folds the long s into s, and Java the Turkish letters into i.
    [Theory]
    [InlineData("{\"method\":\"tools/call\",\"\u0131d\":1}")]
    [InlineData("{\"method\":\"tools/call\",\"\u0130d\":1}")]
    [InlineData("{\"method\":\"initialize\",\"id\":1,\"params\":{},\"param\u017F\":{\"_authContext\":1}}")]
    [InlineData("{\"method\":\"initialize\",\"id\":1,\"params\":{},\"PARAM\\u017f\":{\"_authContext\":1}}")]
    public void Inspect_NameThatFoldsIntoAscii_IsAnInvalidRequest(string body) =>
        Assert.Equal(JsonRpcError.InvalidRequest, GatewayBody.Inspect(body).ErrorCode);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("\"{}\"")]
    public void Inspect_InitializeWhoseParamsOrMetaIsNoObject_IsAnInvalidRequest(string value)
    {
        Assert.Equal(JsonRpcError.InvalidRequest, GatewayBody.Inspect($$"""{"method":"initialize","id":1,"params":{{value}}}""").ErrorCode);
        Assert.Equal(JsonRpcError.InvalidRequest, GatewayBody.Inspect($$"""{"params":{{value}},"id":1,"method":"initialize"}""").ErrorCode);
        Assert.Equal(JsonRpcError.InvalidRequest, GatewayBody.Inspect($$$"""{"method":"initialize","params":{"_meta":{{{value}}}}}""").ErrorCode);
        Assert.Equal(JsonRpcError.InvalidRequest, GatewayBody.Inspect($$"""{"method":"\u0069nitialize","id":1,"params":{{value}}}""").ErrorCode);
        Assert.Equal(0, GatewayBody.Inspect($$"""{"method":"Initialize","id":1,"params":{{value}}}""").ErrorCode);
    }

    [Theory]
    [InlineData("""{"method":"initialize"}""", true)]
    [InlineData("""{"method":"\u0069nitialize"}""", true)]
    [InlineData("""{"method":"\u0069\u006e\u0069\u0074\u0069\u0061\u006c\u0069\u007a\u0065"}""", true)]
    [InlineData("""{"\u006d\u0065thod":"initialize"}""", true)]
    [InlineData("""{"method":"Initialize"}""", false)]
    [InlineData("""{"method":"initialize "}""", false)]
    [InlineData("""{"method":"\\u0069nitialize"}""", false)]
    [InlineData("""{"params":{"method":"initialize"}}""", false)]
    [InlineData("""{"method":"tools/call","params":{"method":"initialize"}}""", false)]
    public void Inspect_Method_IsReadWithEscapes(string body, bool isInitialize) => Assert.Equal(isInitialize, GatewayBody.Inspect(body).IsInitialize);

    [Theory]
    [InlineData("""{"id":12345678901234567890}""", "12345678901234567890")]
    [InlineData("""{"id": 1.0 }""", "1.0")]
    [InlineData("""{"id":"\u0061"}""", "\"\\u0061\"")]
    [InlineData("""{"id":null}""", "null")]
    [InlineData("""{"a":{"id":5},"id":7}""", "7")]
    [InlineData("""{"params":{"id":5}}""", "")]
    [InlineData("""{"Method":"x","id":7}""", "7")]
    public void Inspect_Id_StandsWhereItWasWritten(string body, string id) => Assert.Equal(id, body[GatewayBody.Inspect(body).Id]);

    private static string Escape(string name) => $"\\u{(int)name[0]:x4}{name[1..]}";
}
