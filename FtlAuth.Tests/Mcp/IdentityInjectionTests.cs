using System.Text;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class IdentityInjectionTests
{
    private const string User = Users.MinimalJson;

    [Theory]
    [InlineData("""{"id":1,"method":"initialize"}""", """{"id":1,"method":"initialize","params":{"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize" }""", """{"id":1,"method":"initialize" ,"params":{"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{}}""", """{"id":1,"method":"initialize","params":{"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{ }}""", """{"id":1,"method":"initialize","params":{ "_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"a":1}}""", """{"id":1,"method":"initialize","params":{"a":1,"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"a":1 }}""", """{"id":1,"method":"initialize","params":{"a":1 ,"_authContext":USER}}""")]
    [InlineData("""{"params":{"z":1.0,"a":12345678901234567890},"method":"initialize","id":1}""",
        """{"params":{"z":1.0,"a":12345678901234567890,"_authContext":USER},"method":"initialize","id":1}""")]
    [InlineData("""{"id":1,"\u006dethod":"\u0069nitialize","p\u0061rams":{"a":1}}""",
        """{"id":1,"\u006dethod":"\u0069nitialize","p\u0061rams":{"a":1,"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"_authContext":1}}""", """{"id":1,"method":"initialize","params":{"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"_authContext":1,"a":2}}""", """{"id":1,"method":"initialize","params":{"a":2,"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"a":2,"_AUTHCONTEXT":1}}""", """{"id":1,"method":"initialize","params":{"a":2,"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"_authContext":1,"_AuthContext":2 }}""", """{"id":1,"method":"initialize","params":{ "_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"_meta":{"dev.ftl/user":1}}}""",
        """{"id":1,"method":"initialize","params":{"_meta":{},"_authContext":USER}}""")]
    [InlineData("""{"method":"initialize"}""", """{"method":"initialize","params":{"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"tools/call","params":{}}""", """{"id":1,"method":"tools/call","params":{}}""")]
    [InlineData("""{"id":1,"method":"Initialize","params":{}}""", """{"id":1,"method":"Initialize","params":{}}""")]
    [InlineData("""{"id":1,"method":"tools/list","params":null}""", """{"id":1,"method":"tools/list","params":null}""")]
    public async Task Initialize_Mode_SetsAuthContextOfInitialize(string body, string expected) =>
        Assert.Equal(expected.Replace("USER", User, StringComparison.Ordinal), await GatewayBody.ForwardAsync(body, IdentityBody.Initialize));

    [Theory]
    [InlineData("""{"id":1,"method":"tools/list"}""", """{"id":1,"method":"tools/list","params":{"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":1,"method":"tools/list","params":{}}""", """{"id":1,"method":"tools/list","params":{"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":1,"method":"tools/list","params":{"a":1}}""", """{"id":1,"method":"tools/list","params":{"a":1,"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":1,"method":"tools/list","params":{"_meta":{}}}""", """{"id":1,"method":"tools/list","params":{"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":1,"method":"tools/list","params":{"_meta":{"progressToken":1},"a":1}}""",
        """{"id":1,"method":"tools/list","params":{"_meta":{"progressToken":1,"dev.ftl/user":USER},"a":1}}""")]
    [InlineData("""{"id":1,"method":"tools/list","params":{"_meta":{"DEV.FTL/USER":1,"a":2}}}""",
        """{"id":1,"method":"tools/list","params":{"_meta":{"a":2,"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":1,"method":"tools/list","params":{"_meta":{"a":2,"dev.ftl/user":1}}}""",
        """{"id":1,"method":"tools/list","params":{"_meta":{"a":2,"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":1,"method":"tools/list","params":{"_authContext":1,"_meta":{"dev.ftl/user":1}}}""",
        """{"id":1,"method":"tools/list","params":{"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":null,"method":"tools/list"}""", """{"id":null,"method":"tools/list","params":{"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{}}""", """{"id":1,"method":"initialize","params":{"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"method":"notifications/initialized","params":{"_meta":{"dev.ftl/user":1}}}""", """{"method":"notifications/initialized","params":{"_meta":{}}}""")]
    [InlineData("""{"method":"notifications/initialized"}""", """{"method":"notifications/initialized"}""")]
    [InlineData("""{"id":1,"result":{}}""", """{"id":1,"result":{}}""")]
    public async Task Meta_Mode_SetsTheEntryOfEveryRequest(string body, string expected) =>
        Assert.Equal(expected.Replace("USER", User, StringComparison.Ordinal), await GatewayBody.ForwardAsync(body, IdentityBody.Meta));

    [Theory]
    [InlineData("""{"id":1,"method":"initialize"}""", """{"id":1,"method":"initialize","params":{"_authContext":USER,"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"a":1,"_meta":{}}}""",
        """{"id":1,"method":"initialize","params":{"a":1,"_meta":{"dev.ftl/user":USER},"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"_authContext":1,"_meta":{"dev.ftl/user":1}}}""",
        """{"id":1,"method":"initialize","params":{"_meta":{"dev.ftl/user":USER},"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"_meta":{"dev.ftl/user":1},"_authContext":1}}""",
        """{"id":1,"method":"initialize","params":{"_meta":{"dev.ftl/user":USER},"_authContext":USER}}""")]
    [InlineData("""{"id":1,"method":"tools/call","params":{}}""", """{"id":1,"method":"tools/call","params":{"_meta":{"dev.ftl/user":USER}}}""")]
    [InlineData("""{"method":"initialize"}""", """{"method":"initialize","params":{"_authContext":USER}}""")]
    public async Task Both_Mode_SetsBoth(string body, string expected) =>
        Assert.Equal(expected.Replace("USER", User, StringComparison.Ordinal), await GatewayBody.ForwardAsync(body, IdentityBody.Both));

    [Theory]
    [InlineData("""{"id":1,"method":"initialize"}""", """{"id":1,"method":"initialize"}""")]
    [InlineData("""{"id":1,"method":"initialize","params":{"_authContext":1,"_meta":{"dev.ftl/user":1}}}""", """{"id":1,"method":"initialize","params":{"_meta":{}}}""")]
    public async Task None_Mode_SetsNothing(string body, string expected) => Assert.Equal(expected, await GatewayBody.ForwardAsync(body, IdentityBody.None));

    [Theory]
    [InlineData("""{"id":1,"method":"tools/call","params":null}""")]
    [InlineData("""{"id":1,"method":"tools/call","params":[]}""")]
    [InlineData("""{"id":1,"method":"tools/call","params":"x"}""")]
    [InlineData("""{"id":1,"method":"tools/call","params":{"_meta":null}}""")]
    [InlineData("""{"id":1,"method":"tools/call","params":{"_meta":[1]}}""")]
    public async Task Meta_NoObjectToPutItIn_IsAMistake(string body)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => GatewayBody.ForwardAsync(body, IdentityBody.Meta));
        Assert.Equal(body, await GatewayBody.ForwardAsync(body, IdentityBody.Initialize));
        Assert.Equal(body.Replace("\"id\":1,", "", StringComparison.Ordinal),
            await GatewayBody.ForwardAsync(body.Replace("\"id\":1,", "", StringComparison.Ordinal), IdentityBody.Meta));
    }

    [Fact]
    public async Task Identity_OfAFullToken_HasEveryClaimButTheSession() =>
        Assert.Equal(
            """{"method":"initialize","params":{"_authContext":""" + Users.FullJson + "}}",
            await GatewayBody.ForwardAsync("""{"method":"initialize"}""", IdentityBody.Initialize, Users.Full));

    [Theory]
    [InlineData("\"},\"x\":{\"")]
    [InlineData("a\\\"b")]
    [InlineData("é 😀 \u2028 </script>")]
    public async Task Identity_WithCharactersOfJson_StaysOneString(string subject)
    {
        var forwarded = await GatewayBody.ForwardAsync("""{"method":"initialize"}""", IdentityBody.Initialize, Users.Create(subject));

        using var document = System.Text.Json.JsonDocument.Parse(forwarded);
        var context = document.RootElement.GetProperty("params").GetProperty("_authContext");
        Assert.Equal(subject, context.GetProperty("authenticated_user").GetString());
        Assert.Equal(3, context.EnumerateObject().Count());
    }

    [Fact]
    public async Task MetaKey_WithAnotherName_IsSetAndProtected()
    {
        var body = Encoding.UTF8.GetBytes("""{"id":1,"method":"x","params":{"_meta":{"A+b'&":1,"dev.ftl/user":2}}}""");

        var (forwarded, _) = await GatewayBody.ForwardAsync(body, IdentityBody.Meta, Users.Minimal, "a+b'&");

        using var document = System.Text.Json.JsonDocument.Parse(forwarded!);
        var meta = document.RootElement.GetProperty("params").GetProperty("_meta");
        Assert.Equal(["dev.ftl/user", "a+b'&"], meta.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("acme.kit/user")]
    [InlineData("ACME.KIT/USER")]
    [InlineData("acme.\u212Ait/user")]
    [InlineData("acme.k\u0131t/user")]
    [InlineData("acme.k\u0130t/u\u017Fer")]
    public async Task MetaKey_AsTheMostLenientServerReadsIt_IsProtected(string forged)
    {
        var body = Encoding.UTF8.GetBytes("""{"id":1,"method":"x","params":{"_meta":{"KEY":1}}}""".Replace("KEY", forged, StringComparison.Ordinal));

        var (forwarded, _) = await GatewayBody.ForwardAsync(body, IdentityBody.None, Users.Minimal, "acme.kit/user");

        Assert.Equal("""{"id":1,"method":"x","params":{"_meta":{}}}""", Encoding.UTF8.GetString(forwarded!));
    }
}
