using System.Text.Json.Serialization;

namespace FtlAuth.MockMcp.Admin;

/// <summary>What the server does wrong to every request but those of the control surface.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Fault>))]
internal enum Fault
{
    /// <summary>Nothing: the request is served.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>500.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>401 with a challenge of the server's own.</summary>
    [JsonStringEnumMemberName("unauthorized")]
    Unauthorized,

    /// <summary>No answer, until the client goes or the server stops.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,

    /// <summary>An event stream that breaks off in the middle of an event.</summary>
    [JsonStringEnumMemberName("reset")]
    Reset,

    /// <summary>307 to an internal address.</summary>
    [JsonStringEnumMemberName("redirect")]
    Redirect,
}
