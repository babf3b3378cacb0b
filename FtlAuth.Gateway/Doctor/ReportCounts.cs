using System.Text.Json.Serialization;

namespace FtlAuth.Gateway.Doctor;

/// <summary>How many findings there are of each outcome.</summary>
internal sealed record ReportCounts
{
    [JsonPropertyName("ok")]
    public required int Ok { get; init; }

    [JsonPropertyName("warning")]
    public required int Warning { get; init; }

    [JsonPropertyName("failure")]
    public required int Failure { get; init; }

    [JsonPropertyName("skipped")]
    public required int Skipped { get; init; }
}
