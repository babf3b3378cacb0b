using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Sessions;

/// <summary>The sessions of legacy MCP (up to revision 2025-11-25), and how long streams live. Section <c>Sessions</c>.</summary>
public sealed class SessionsOptions : ISettings
{
    static string ISettings.Section => "Sessions";

    /// <summary>
    /// Whether a session works for nobody but whom it was begun by: the ids that clients get are made with a key of <c>Gateway:Secret</c>, and any
    /// other is 404. Default: true.
    /// </summary>
    /// <remarks>404 makes clients begin a new session. False is right where the server has no sessions, or checks itself who uses one.</remarks>
    public bool Bind { get; set; } = true;

    /// <summary>
    /// Whether a listening stream (GET, and <c>subscriptions/listen</c>) ends when its token expires, after <c>AuthKit:ClockSkew</c>.
    /// The answer to any other POST is never cut. Default: true.
    /// </summary>
    public bool CloseStreamsAtExpiry { get; set; } = true;

    void ISettings.Validate(SettingMistakes mistakes)
    {
        // Nothing to judge: what is not true or false was not readable.
    }
}
