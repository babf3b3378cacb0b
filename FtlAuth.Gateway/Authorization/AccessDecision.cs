namespace FtlAuth.Gateway.Authorization;

/// <summary>What the rules say of a request.</summary>
/// <param name="Outcome">Whether it may pass, and if not, for want of what.</param>
/// <param name="Rule">Which rule refuses it, for the log and the metric.</param>
/// <param name="Missing">The claim or the scope that the token lacks.</param>
/// <param name="Scopes">All scopes that the request needs by these rules.</param>
internal readonly record struct AccessDecision(AccessOutcome Outcome, AccessRule? Rule = null, string? Missing = null, IReadOnlyList<string>? Scopes = null)
{
    public static readonly AccessDecision Allowed = new(AccessOutcome.Allowed);
}
