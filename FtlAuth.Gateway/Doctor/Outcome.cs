using System.Text.Json.Serialization;

namespace FtlAuth.Gateway.Doctor;

/// <summary>How a check came out. The names are those of the JSON report.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It works, and somebody should look at it.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Clients do not get through, or the wrong ones do.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>Not looked at, for the reason that the finding gives.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,
}
