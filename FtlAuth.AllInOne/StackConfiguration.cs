using FtlAuth.ServiceDefaults;

namespace FtlAuth.AllInOne;

/// <summary>Makes one service's configuration out of the stack's.</summary>
internal static class StackConfiguration
{
    public const string CachePasswordKey = "Cache:Password";

    // As the parameters of the Aspire model are called, so that one command line serves both.
    public const string IssuerParameter = "Parameters:authkit-issuer";
    public const string McpParameter = "Parameters:mcp-gateway-url";

    private const string EnvironmentKey = "DOTNET_ENVIRONMENT";

    private static readonly Dictionary<string, string?> CommonDefaults = new()
    {
        ["Logging:LogLevel:Default"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:FtlAuth"] = nameof(LogLevel.Information),
        // A start that fails is told by its exception, in one line instead of a stack trace.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = nameof(LogLevel.Critical),
        // The gateway itself says what Redis trouble means; the client's stack traces add nothing.
        ["Logging:LogLevel:StackExchange.Redis"] = nameof(LogLevel.Critical),
        // The welcome text says the same, and after the gateway has registered its resource.
        ["Logging:LogLevel:FtlAuth.MockAuthKit.StartupReport"] = nameof(LogLevel.Warning),
        // A call that its client or the end of the program cancels is no mistake of anybody's.
        ["Logging:LogLevel:ModelContextProtocol"] = nameof(LogLevel.Error),
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
    };

    /// <summary>The defaults, over them the stack's configuration, over that what has to hold in one process.</summary>
    public static IConfiguration ForService(IConfiguration stack, Dictionary<string, string?> defaults) => new ConfigurationBuilder()
        .AddInMemoryCollection(CommonDefaults)
        .AddInMemoryCollection(defaults)
        .AddConfiguration(stack)
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            [HostDefaults.EnvironmentKey] = stack[EnvironmentKey] ?? Environments.Development,
            [Extensions.SharedTelemetryKey] = bool.TrueString,
        })
        .Build();

    /// <summary>The issuer that the stack's configuration names for the gateway; null when it names none.</summary>
    public static string? IssuerOf(IConfiguration stack) => stack["AuthKit:Issuer"] ?? stack["authkit_issuer"] ?? stack[IssuerParameter];

    /// <summary>The gateway's public URL, or else its own address, with the path of its MCP endpoint.</summary>
    public static string ResourceOf(IConfiguration stack, string gatewayUrl)
    {
        var origin = stack["Gateway:PublicUrl"] is { Length: > 0 } publicUrl ? new Uri(publicUrl).GetLeftPart(UriPartial.Authority) : gatewayUrl;
        return origin + (stack["Gateway:Path"] is { Length: > 0 } path ? path : "/mcp");
    }
}
