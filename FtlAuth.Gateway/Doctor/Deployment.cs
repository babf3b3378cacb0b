using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Doctor;

/// <summary>What is examined: a gateway as its configuration describes it, and as it is seen under its public URL.</summary>
internal sealed record Deployment
{
    /// <summary>All settings, as they stand.</summary>
    public required IConfiguration Configuration { get; init; }

    /// <summary>The settings as the gateway reads them; null when they have mistakes, or when there are none here.</summary>
    public GatewaySettings? Settings { get; init; }

    /// <summary>What the gateway would say of its configuration in place of starting.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>The origin that clients use; null when nothing tells it.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Whether the public URL was found to answer.</summary>
    public bool Answers { get; init; }

    /// <summary>The path of the MCP endpoint.</summary>
    public required string Path { get; init; }

    /// <summary>The configured issuers; without a configuration those that the gateway publishes, with an empty key URI.</summary>
    public IReadOnlyList<AuthKitOptions> Issuers { get; init; } = [];

    public required TimeProvider Time { get; init; }

    public DoctorLimits Limits { get; init; } = DoctorLimits.Default;

    /// <summary>What clients connect to, and what tokens are for.</summary>
    public string Resource => PublicUrl + Path;

    /// <summary>The deployment lacks something that a check needs; null when it lacks nothing.</summary>
    public Finding? Lacks(Needs needs) =>
        needs.HasFlag(Needs.Settings) && Settings is null ? Finding.Skipped("It needs the gateway's settings, without mistakes; see configuration.")
        : needs.HasFlag(Needs.PublicUrl) && !Answers ? Finding.Skipped("It needs a public URL that answers; see public-url.")
        : needs.HasFlag(Needs.Issuers) && Issuers.Count == 0 ? Finding.Skipped("No issuer is known: there are no settings without mistakes, and no metadata that names one.")
        : null;
}
