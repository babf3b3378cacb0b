using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Doctor;

/// <summary>The command line of <c>doctor</c>: its own options, and settings as the gateway itself takes them.</summary>
internal sealed record DoctorArguments
{
    public const string Help = """
        Checks a deployment of the gateway from the outside in, and says of each finding what it means and what to do.
        Reads only: it starts no gateway, listens nowhere and changes nothing.

        FtlAuth.Gateway doctor [--public-url URL] [--json] [settings]

          --public-url URL   the origin that clients use, such as https://mcp.example.com; default: Gateway:PublicUrl
          --json             one JSON document in place of the text
          --help             this text
          settings           as for the gateway itself: --AuthKit:Issuer=https://your-domain.authkit.app, and so on;
                             appsettings.json and the environment are read as well

        Exit code: 0 without a failure, 1 with failures, 2 for wrong arguments.
        """;

    // What the host reads besides the sections of the gateway.
    private static readonly string[] HostKeys = ["urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName"];

    /// <summary>The origin to look at; null for that of the configuration.</summary>
    public string? PublicUrl { get; private init; }

    public bool Json { get; private init; }

    public bool ShowsHelp { get; private init; }

    /// <summary>What is left for the configuration.</summary>
    public IReadOnlyList<string> Settings { get; private init; } = [];

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Mistake { get; private init; }

    public static DoctorArguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new DoctorArguments();
        var settings = new List<string>();
        for (var index = 0; index < args.Count && parsed.Mistake is null; index++)
        {
            var (name, value) = Split(args[index]);
            switch (name)
            {
                case "--json" when value is null:
                    parsed = parsed with { Json = true };
                    break;
                case "--help" or "-h" or "-?" when value is null:
                    parsed = parsed with { ShowsHelp = true };
                    break;
                case "--public-url":
                    value ??= index + 1 < args.Count ? args[++index] : "";
                    parsed = OriginOf(value) is { } origin
                        ? parsed with { PublicUrl = origin }
                        : parsed with { Mistake = "--public-url takes an origin without a path, such as https://mcp.example.com; the path of the endpoint is Gateway:Path." };
                    break;
                case var _ when !IsSetting(name):
                    // What has no name is not repeated: it may be a secret that lost its own.
                    var shown = name.StartsWith('-') ? $"'{name}'" : "One of the arguments";
                    parsed = parsed with { Mistake = $"{shown} is neither an option of doctor nor a setting of the gateway." };
                    break;
                case var _ when value is null && (index + 1 >= args.Count || args[index + 1].StartsWith("--", StringComparison.Ordinal)):
                    parsed = parsed with { Mistake = $"'{name}' has no value." };
                    break;
                default:
                    settings.Add(args[index]);
                    if (value is null)
                    {
                        settings.Add(args[++index]);
                    }

                    break;
            }
        }

        return parsed with { Settings = settings };
    }

    /// <summary>The origin of a URL that is nothing but one, in the form in which URLs are compared; null for any other text.</summary>
    internal static string? OriginOf(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.AbsolutePath == "/" && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? (uri.HostNameType == UriHostNameType.Dns ? $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}" : uri.GetLeftPart(UriPartial.Authority))
            : null;

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static bool IsSetting(string name)
    {
        var key = name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : name.TrimStart('/');
        return !key.StartsWith('-') && (key.Contains(':', StringComparison.Ordinal)
            || HostKeys.Contains(key, StringComparer.OrdinalIgnoreCase)
            || ConfigurationAliases.KeysByAlias.Keys.Any(alias => key.Equals(alias, StringComparison.OrdinalIgnoreCase)));
    }
}
