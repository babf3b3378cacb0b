using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FtlAuth.Gateway.Doctor;

/// <summary>All findings, in the order of the checks. The names of its members in JSON are documented and stay.</summary>
internal sealed record DoctorReport
{
    /// <summary>The MCP endpoint that was examined; null when no public URL is known.</summary>
    [JsonPropertyName("resource")]
    public required string? Resource { get; init; }

    /// <summary>The worst that was found: failure, warning or ok.</summary>
    [JsonPropertyName("outcome")]
    public required Outcome Outcome { get; init; }

    [JsonPropertyName("counts")]
    public required ReportCounts Counts { get; init; }

    [JsonPropertyName("checks")]
    public required IReadOnlyList<ReportEntry> Checks { get; init; }

    public static DoctorReport Of(Deployment deployment, IReadOnlyList<ReportEntry> entries)
    {
        int Count(Outcome outcome) => entries.Count(entry => entry.Outcome == outcome);
        var counts = new ReportCounts { Ok = Count(Outcome.Ok), Warning = Count(Outcome.Warning), Failure = Count(Outcome.Failure), Skipped = Count(Outcome.Skipped) };
        return new DoctorReport
        {
            Resource = deployment.PublicUrl is null ? null : deployment.Resource,
            Outcome = counts.Failure > 0 ? Outcome.Failure : counts.Warning > 0 ? Outcome.Warning : Outcome.Ok,
            Counts = counts,
            Checks = entries,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, DoctorJsonContext.Readable.DoctorReport);
}

[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJsonContext : JsonSerializerContext
{
    // It goes to a terminal or a file, never into a page: quotes in sentences stay quotes.
    public static readonly DoctorJsonContext Readable =
        new(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
