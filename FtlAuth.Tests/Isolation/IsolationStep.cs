namespace FtlAuth.Tests.Isolation;

/// <summary>What a user does next.</summary>
internal enum IsolationStep
{
    /// <summary>Asks who it is in its session, which it begins when there is none.</summary>
    InSession,

    /// <summary>Asks in the stateless era.</summary>
    Modern,

    /// <summary>Asks in the legacy era without a session.</summary>
    Bare,

    /// <summary>Uses or ends the session of somebody else.</summary>
    OthersSession,

    /// <summary>Uses its own session by the id that the MCP server gave.</summary>
    BareSessionId,

    /// <summary>Ends its session.</summary>
    End,
}
