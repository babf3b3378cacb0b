namespace FtlAuth.Gateway.Authorization;

/// <summary>What a call needs: every one of the scopes, and of each claim one of the values.</summary>
public sealed class AccessRequirement
{
    /// <summary>Scopes that the token must have, all of them, besides <c>AuthKit:RequiredScopes</c> (RFC 6749 section 3.3). Default: none.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>
    /// Claims by name, such as <c>permissions</c>, <c>role</c> or <c>org_id</c>, with the values of which the token must have one; compared exactly.
    /// Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Claims { get; set; } = new Dictionary<string, IReadOnlyList<string>>();

    internal bool IsEmpty => Scopes.Count + Claims.Count == 0;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join("; ", [.. Scopes.Select(scope => $"scope {scope}"), .. Claims.Select(claim => $"{claim.Key} {string.Join(" or ", claim.Value)}")]);
}
