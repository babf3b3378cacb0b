using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Sessions;

/// <summary>How long what a client has opened goes on. Section <c>Sessions</c>.</summary>
public sealed class SessionsOptions : ISettings
{
    static string ISettings.Section => "Sessions";

    /// <summary>
    /// Whether a listening stream (GET, and <c>subscriptions/listen</c>) ends when its token expires, after <c>AuthKit:ClockSkew</c>.
    /// The answer to any other POST is never cut. Default: true.
    /// </summary>
    public bool CloseStreamsAtExpiry { get; set; } = true;

    void ISettings.Validate(SettingMistakes mistakes)
    {
        // Both values are right.
    }
}
