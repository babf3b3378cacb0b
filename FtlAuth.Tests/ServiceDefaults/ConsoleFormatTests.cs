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

    [Theory]
    [InlineData(null, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true)]
    [InlineData("HH:mm", "HH:mm", false)]
    public async Task JsonLines_HaveATime_InUtcUnlessConfiguredOtherwise(string? configured, string expected, bool isUtc)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Logging:Console:FormatterName", "json"), new("Logging:Console:FormatterOptions:TimestampFormat", configured)]).Build();
        await using var application = ServiceApplication.CreateBuilder("a service", [], configuration).Build();

        var options = application.Services.GetRequiredService<IOptionsMonitor<JsonConsoleFormatterOptions>>().CurrentValue;

        Assert.Equal((expected, isUtc), (options.TimestampFormat, options.UseUtcTimestamp));
    }
}
