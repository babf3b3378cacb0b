using System.Text.Json.Serialization;

namespace FtlAuth.Gateway.Doctor;

/// <summary>A finding in the report.</summary>
internal sealed record ReportEntry
{
    [JsonPropertyName("check")]
    public required string Check { get; init; }

    [JsonPropertyName("outcome")]
    public required Outcome Outcome { get; init; }

    [JsonPropertyName("finding")]
    public required string Finding { get; init; }

    [JsonPropertyName("meaning")]
    public string? Meaning { get; init; }

    [JsonPropertyName("remedy")]
    public string? Remedy { get; init; }

    public static ReportEntry Of(string check, Finding finding) => new()
    {
        Check = check,
        Outcome = finding.Outcome,
        Finding = finding.Found,
        Meaning = finding.Meaning,
        Remedy = finding.Remedy,
    };
}
