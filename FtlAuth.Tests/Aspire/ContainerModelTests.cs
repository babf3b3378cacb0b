using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace FtlAuth.Tests.Aspire;

[Trait("Category", "Containers")]
public sealed class ContainerModelTests(ModelWithContainers model) : IClassFixture<ModelWithContainers>
{
    [Fact]
    public async Task Whoami_AfterTheWholeFlow_AnswersTheSignedInUser() =>
        Assert.StartsWith("user_", (await model.SignInAndAskWhoamiAsync()).GetProperty("X-Auth-User-Id").GetString());

    [Fact]
    public async Task Cache_Stopped_StopsNobody()
    {
        var token = await model.MintAsync();
        await model.ExecuteAsync("cache", KnownResourceCommands.StopCommand);
        try
        {
            Assert.Equal(HttpStatusCode.OK, await model.CallAsync(token));
        }
        finally
        {
            await model.ExecuteAsync("cache", KnownResourceCommands.StartCommand);
            await model.WaitUntilHealthyAsync("cache");
        }
    }
}
