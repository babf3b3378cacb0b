using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit;

/// <summary>Fills the options, where a list may also be one comma-separated value.</summary>
internal sealed class MockAuthKitOptionsSetup(IConfiguration configuration) : IConfigureOptions<MockAuthKitOptions>
{
    public void Configure(MockAuthKitOptions options)
    {
        var section = configuration.GetSection(MockAuthKitOptions.SectionName);
        var (resources, scopes) = (options.Resources, options.Scopes);
        section.Bind(options);
        options.Resources = List(section.GetSection(nameof(options.Resources))) ?? resources;
        options.Scopes = List(section.GetSection(nameof(options.Scopes))) ?? scopes;
    }

    private static string[]? List(IConfigurationSection section)
    {
        string?[] values = section.Value is null ? [.. section.GetChildren().Select(child => child.Value)] : [section.Value];
        return values.Length == 0
            ? null
            : [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }
}
