namespace FtlAuth.Tests.Transparency;

/// <summary>Arguments of tools in headers: their names are the server's own, and may have every character of a token (RFC 9110 section 5.6.2).</summary>
[Collection(TransparencyCollection.Name)]
public sealed class ParameterHeaderTests(TransparencySystem system)
{
    [Theory]
    [InlineData("City")]
    [InlineData("user-id")]
    [InlineData("user_id")]
    [InlineData("user.id")]
    public async Task Parameter_OfATool_GoesOn(string name)
    {
        var request = ModernRows.Post("tools/call", """{"name":"weather","arguments":{"city":"Oslo"}}""", "weather", $"Mcp-Param-{name}: Oslo");

        var exchange = await system.ExchangeAsync(request, ServerAnswer.Json(McpMessages.Result));

        exchange.AssertTransparent();
    }
}
