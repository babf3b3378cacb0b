using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Authorization;

/// <summary>Who may call what, beyond <c>AuthKit:RequiredScopes</c>. Section <c>Authorization</c>.</summary>
public sealed class AuthorizationOptions : ISettings
{
    static string ISettings.Section => "Authorization";

    /// <summary>
    /// What <c>tools/call</c> needs, by tool: a name, or the beginning of names with <c>*</c> behind it. Of several entries that fit, the most specific
    /// alone counts. Letter case does not. Default: none, every tool.
    /// </summary>
    /// <remarks>A call that lacks a scope is 403 <c>insufficient_scope</c>; one that lacks a claim is 403 with a JSON-RPC error, since no new token helps.</remarks>
    public IReadOnlyDictionary<string, AccessRequirement> Tools { get; set; } = new Dictionary<string, AccessRequirement>();

    /// <summary>The same by method, such as <c>resources/read</c> or <c>prompts/*</c>. Default: none, every method.</summary>
    /// <remarks>A method that MCP does not have is warned about at every start.</remarks>
    public IReadOnlyDictionary<string, AccessRequirement> Methods { get; set; } = new Dictionary<string, AccessRequirement>();

    /// <summary>
    /// Whether the rules for audience, scopes, methods and tools only report, in the log and as a metric, whom they would refuse. Signature, issuer and
    /// expiry are always enforced. Default: false; true is warned about at every start.
    /// </summary>
    public bool ReportOnly { get; set; }

    /// <summary>The claims that the entries look at.</summary>
    internal IEnumerable<string> ClaimNames => Tools.Values.Concat(Methods.Values).SelectMany(requirement => requirement.Claims.Keys);

    /// <summary>The scopes that the entries ask for.</summary>
    internal IEnumerable<string> Scopes => Tools.Values.Concat(Methods.Values).SelectMany(requirement => requirement.Scopes);

    void ISettings.Validate(SettingMistakes mistakes)
    {
        Validate("Authorization:Tools", Tools, mistakes);
        Validate("Authorization:Methods", Methods, mistakes);
    }

    private static void Validate(string key, IReadOnlyDictionary<string, AccessRequirement> entries, SettingMistakes mistakes)
    {
        foreach (var (name, requirement) in entries)
        {
            var path = $"{key}:{name}";
            if (name.Length == 0)
            {
                mistakes.AddUnnamed(path, $"has no name; {key}:<name> is for the tool or method of that name.");
                continue;
            }

            if (name.AsSpan(0, name.Length - 1).Contains('*'))
            {
                mistakes.AddUnnamed(path, "a * may stand at the end only, for whatever follows.");
            }

            if (requirement.IsEmpty)
            {
                mistakes.AddUnnamed(path, $"needs nothing; name what it needs in {path}:Scopes or {path}:Claims:<claim>, or leave it out.");
            }

            foreach (var scope in requirement.Scopes.Where(scope => !ScopeSyntax.IsScopeToken(scope)))
            {
                mistakes.Add($"{path}:Scopes", scope, "a scope has no spaces, quotes or backslashes (RFC 6749 section 3.3); separate several by commas.");
            }
        }

        foreach (var same in entries.Keys.GroupBy(AccessRules.NormalizeKey, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            mistakes.AddUnnamed($"{key}:{same.Last()}", $"is the same as {key}:{same.First()} to the gateway, which ignores letter case and white space around it; keep one of them.");
        }
    }
}
