using FtlAuth.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace FtlAuth.Tests.ServiceDefaults;

public sealed class ConsoleFormatTests
{
    [Theory]
    [InlineData(null, "simple")]
    [InlineData("json", "json")]
    [InlineData("systemd", "systemd")]
    public async Task Log_OnTheConsole_HasTheConfiguredFormat(string? configured, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Logging:Console:FormatterName", configured)]).Build();
        await using var application = ServiceApplication.CreateBuilder("a service", [], configuration).Build();

        Assert.Equal(expected, application.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.FormatterName);
    }
}
