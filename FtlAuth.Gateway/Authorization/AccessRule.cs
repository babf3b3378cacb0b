using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Authorization;

/// <summary>An entry of the configuration, and what a token lacks for it.</summary>
/// <param name="Key">Where the entry is in the configuration, for the log.</param>
/// <param name="Requirement">What it needs.</param>
internal sealed record AccessRule(string Key, AccessRequirement Requirement)
{
    /// <summary>The first claim of which the token has none of the values; null when it has one of each.</summary>
    public string? FindMissingClaim(VerifiedToken token)
    {
        foreach (var (name, values) in Requirement.Claims)
        {
            if (!HasOne(token.ClaimValues(name), values))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The first scope that the token lacks; null when it has all.</summary>
    public string? FindMissingScope(VerifiedToken token)
    {
        foreach (var scope in Requirement.Scopes)
        {
            if (!token.HasScope(scope))
            {
                return scope;
            }
        }

        return null;
    }

    private static bool HasOne(IReadOnlyList<string> held, IReadOnlyList<string> accepted)
    {
        foreach (var value in held)
        {
            if (accepted.Contains(value, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
