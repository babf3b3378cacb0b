namespace FtlAuth.Tests.Transparency;

[Collection(TransparencyCollection.Name)]
public sealed class BaggageTests(TransparencySystem system)
{
    [Theory]
    [InlineData("a=1,b=2")]
    [InlineData("a=x%20y")]
    [InlineData("a=1;property=2")]
    [InlineData("a=%20")]
    public async Task Baggage_OfTheClient_KeepsItsValues(string baggage)
    {
        var request = new ClientRequest("POST", ["Content-Type: application/json", $"baggage: {baggage}"], McpMessages.Request("ping", null));

        var exchange = await system.ExchangeAsync(request, ServerAnswer.Json(McpMessages.Result));

        exchange.AssertTransparent();
    }
}
