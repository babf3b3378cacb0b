namespace FtlAuth.Gateway.Authorization;

/// <summary>Whether a request may pass by the rules for methods and tools.</summary>
internal enum AccessOutcome
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>Its method is not said in a way that every server reads alike, so that no rule can be found.</summary>
    MethodUnclear,

    /// <summary>The same of its tool.</summary>
    ToolUnclear,

    /// <summary>The token lacks a claim: no new token would help.</summary>
    ClaimMissing,

    /// <summary>The token lacks a scope: a new one may have it (RFC 6750 section 3.1).</summary>
    ScopeMissing,
}
