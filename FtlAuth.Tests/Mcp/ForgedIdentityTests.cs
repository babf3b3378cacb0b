using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class ForgedIdentityTests
{
    [Theory]
    [InlineData("""{"params":{"_authContext":1}}""", """{"params":{}}""")]
    [InlineData("""{"params":{ "_authContext" : {"a":[1,{}]} }}""", """{"params":{  }}""")]
    [InlineData("""{"params":{"_authContext":1,"a":2}}""", """{"params":{"a":2}}""")]
    [InlineData("""{"params":{"_authContext":1 , "a":2}}""", """{"params":{"a":2}}""")]
    [InlineData("""{"params":{"a":2,"_authContext":1}}""", """{"params":{"a":2}}""")]
    [InlineData("""{"params":{"a":2 , "_authContext":1 }}""", """{"params":{"a":2 }}""")]
    [InlineData("""{"params":{"a":2,"_authContext":1,"b":3}}""", """{"params":{"a":2,"b":3}}""")]
    [InlineData("""{"params":{"_authContext":1,"_AUTHCONTEXT":2,"_authcontext":3}}""", """{"params":{}}""")]
    [InlineData("""{"params":{"_authContext":1,"a":1,"_AUTHCONTEXT":2,"b":2,"_AuthContext":3}}""", """{"params":{"a":1,"b":2}}""")]
    [InlineData("""{"params":{"a":1,"_authContext":1,"_AUTHCONTEXT":2,"b":2}}""", """{"params":{"a":1,"b":2}}""")]
    [InlineData("""{"params":{"\u005fauthContext":1}}""", """{"params":{}}""")]
    [InlineData("""{"params":{"_auth\u0043ontext":1,"_auth\u0063ontext":2}}""", """{"params":{}}""")]
    [InlineData("""{"params":{"_authContext":1,"_authContexts":2,"authContext":3}}""", """{"params":{"_authContexts":2,"authContext":3}}""")]
    [InlineData("""{"params":{"_authContext":"},\"x\":{","a":"]"}}""", """{"params":{"a":"]"}}""")]
    public async Task AuthContext_Forged_IsCutOut(string body, string expected) => Assert.Equal(expected, await GatewayBody.ForwardAsync(body, IdentityBody.None));

    [Theory]
    [InlineData("""{"params":{"_meta":{"dev.ftl/user":1}}}""", """{"params":{"_meta":{}}}""")]
    [InlineData("""{"params":{"_meta":{"dev.ftl/user":{"a":1},"b":2}}}""", """{"params":{"_meta":{"b":2}}}""")]
    [InlineData("""{"params":{"_meta":{"a":1,"dev.ftl/user":1,"b":2}}}""", """{"params":{"_meta":{"a":1,"b":2}}}""")]
    [InlineData("""{"params":{"_meta":{"a":1,"dev.ftl/user":1}}}""", """{"params":{"_meta":{"a":1}}}""")]
    [InlineData("""{"params":{"_meta":{"DEV.ftl/user":1,"dev.FTL\/User":2}}}""", """{"params":{"_meta":{}}}""")]
    [InlineData("""{"params":{"\u005fmeta":{"\u0064ev.ftl/user":1}}}""", """{"params":{"\u005fmeta":{}}}""")]
    [InlineData("""{"params":{"_meta":{"dev.ftl/user":1},"_authContext":2,"a":3}}""", """{"params":{"_meta":{},"a":3}}""")]
    [InlineData("""{"params":{"_authContext":2,"_meta":{"dev.ftl/user":1,"x":2},"a":3}}""", """{"params":{"_meta":{"x":2},"a":3}}""")]
    [InlineData("""{"params":{"_authContext":2,"_meta":{"dev.ftl/user":1}}}""", """{"params":{"_meta":{}}}""")]
    [InlineData("{\"params\":{\"_meta\":{\"dev.ftl/u\\u017fer\":1}}}", """{"params":{"_meta":{}}}""")]
    [InlineData("{\"params\":{\"_meta\":{\"dev.ftl/u\u017Fer\":1}}}", """{"params":{"_meta":{}}}""")]
    public async Task MetaEntry_Forged_IsCutOut(string body, string expected) => Assert.Equal(expected, await GatewayBody.ForwardAsync(body, IdentityBody.None));

    [Theory]
    [InlineData("""{"id":1,"method":"tools/call","params":{"_authContext":1,"name":"a","_meta":{"dev.ftl/user":1}}}""",
        """{"id":1,"method":"tools/call","params":{"name":"a","_meta":{}}}""")]
    [InlineData("""{"params":{"_authContext":1,"name":"a"},"method":"tools/call","id":1}""", """{"params":{"name":"a"},"method":"tools/call","id":1}""")]
    [InlineData("""{"method":"notifications/progress","params":{"_authContext":1}}""", """{"method":"notifications/progress","params":{}}""")]
    [InlineData("""{"id":1,"result":{},"params":{"_authContext":1}}""", """{"id":1,"result":{},"params":{}}""")]
    [InlineData("""{"params":{"_authContext":1}}""", """{"params":{}}""")]
    public async Task Identity_ForgedInAnyMessage_IsCutOut(string body, string expected) =>
        Assert.Equal(expected, await GatewayBody.ForwardAsync(body, IdentityBody.Initialize));

    [Theory]
    [InlineData("""{"_authContext":1,"id":1,"method":"x"}""")]
    [InlineData("""{"id":1,"method":"tools/call","params":{"arguments":{"_authContext":1,"_meta":{"dev.ftl/user":2}}}}""")]
    [InlineData("""{"id":1,"method":"tools/call","params":["_authContext",{"_authContext":1}]}""")]
    [InlineData("""{"id":1,"result":{"_authContext":1,"_meta":{"dev.ftl/user":2}}}""")]
    [InlineData("""{"id":1,"method":"x","params":{"dev.ftl/user":1}}""")]
    [InlineData("""{"id":1,"method":"x","params":{"_meta":{"_authContext":1}}}""")]
    [InlineData("""{"id":1,"method":"x","params":{"_meta":{"dev.ftl/users":1,"xdev.ftl/user":2}}}""")]
    public async Task Lookalike_ElsewhereInTheMessage_KeepsItsBytes(string body) =>
        Assert.Equal(body, await GatewayBody.ForwardAsync(body, IdentityBody.Initialize));

    [Fact]
    public async Task Message_WithNothingToChange_KeepsItsBytes()
    {
        const string Body = " { \"id\" : 12345678901234567890 ,\r\n\t\"params\":{\"z\":1.0,\"a\":-0,\"\\u0061b\":\"\\/\\ud83d\\ude00\",\"e\":1E+2},\"method\":\"tools/call\" } ";

        Assert.Equal(Body, await GatewayBody.ForwardAsync(Body, IdentityBody.Initialize));
    }
}
