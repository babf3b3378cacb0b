namespace FtlAuth.Gateway.Configuration;

/// <summary>The original gateway's variables, accepted under their own names and with Spin's environment prefix.</summary>
/// <remarks>
/// A key of this gateway wins over its alias. An empty alias counts as not set: the original used an empty
/// <c>authkit_audience</c> for «do not check», which here is <c>AuthKit:ValidateAudience=false</c>, said explicitly.
/// </remarks>
internal static class ConfigurationAliases
{
    private const string SpinPrefix = "SPIN_VARIABLE_";

    internal static readonly IReadOnlyDictionary<string, string> KeysByAlias = new Dictionary<string, string>
    {
        ["authkit_issuer"] = "AuthKit:Issuer",
        ["authkit_audience"] = "AuthKit:Audience",
        ["authkit_jwks_uri"] = "AuthKit:JwksUri",
        ["mcp_gateway_url"] = "McpGateway:Url",
    };

    public static IConfigurationBuilder AddAliases(this IConfigurationManager configuration)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (alias, key) in KeysByAlias)
        {
            var value = NonEmpty(configuration[alias]) ?? NonEmpty(configuration[SpinPrefix + alias]);
            var section = configuration.GetSection(key);
            if (value is not null && string.IsNullOrEmpty(section.Value) && !section.GetChildren().Any())
            {
                values[key] = value;
            }
        }

        return configuration.AddInMemoryCollection(values);
    }

    private static string? NonEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
