using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Gateway.Authorization;

/// <summary>Judges the messages of a request by <c>Authorization:Methods</c> and <c>Authorization:Tools</c>: by the body, never by a header.</summary>
internal sealed class AccessPolicy(AuthorizationOptions options)
{
    private readonly AccessRules _methods = new("Authorization:Methods", options.Methods);
    private readonly AccessRules _tools = new("Authorization:Tools", options.Tools);

    /// <summary>Whether there is anything to judge by.</summary>
    public bool HasRules => _methods.Any || _tools.Any;

    public AccessDecision Judge(McpRequest request, VerifiedToken token)
    {
        // (1) What has to be fulfilled; of a batch, everything together.
        List<AccessRule>? rules = null;
        foreach (ref readonly var message in request.Messages)
        {
            if (message.HasMethod && AddRules(message, request.Body, ref rules) is var outcome and not AccessOutcome.Allowed)
            {
                return new AccessDecision(outcome);
            }
        }

        if (rules is null)
        {
            return AccessDecision.Allowed;
        }

        // (2) Claims first: for want of one, asking for more scopes would be in vain.
        foreach (var rule in rules)
        {
            if (rule.FindMissingClaim(token) is { } claim)
            {
                return new AccessDecision(AccessOutcome.ClaimMissing, rule, claim);
            }
        }

        // (3) Scopes.
        foreach (var rule in rules)
        {
            if (rule.FindMissingScope(token) is { } scope)
            {
                return new AccessDecision(AccessOutcome.ScopeMissing, rule, scope, [.. rules.SelectMany(needed => needed.Requirement.Scopes)]);
            }
        }

        return AccessDecision.Allowed;
    }

    /// <summary>Allowed, or what of the message is not clear.</summary>
    private AccessOutcome AddRules(in InspectedMessage message, ReadOnlySpan<byte> body, ref List<AccessRule>? rules)
    {
        if (!HasRules && message.Method.IsPlain(body))
        {
            return AccessOutcome.Allowed;
        }

        var method = message.Method.Decode(body);
        if (LenientName.IsUnclear(method))
        {
            return AccessOutcome.MethodUnclear;
        }

        if (_methods.Find(method) is { } forMethod)
        {
            (rules ??= []).Add(forMethod);
        }

        if (!_tools.Any || LenientName.Normalize(method) != McpMethods.ToolsCall)
        {
            return AccessOutcome.Allowed;
        }

        // A tool that is not named by a text, in one way only, may be another one to the server: JavaScript takes ["a"] for "a".
        var tool = message.Name.Decode(body);
        if (message.HasNameLookalike || LenientName.IsUnclear(tool))
        {
            return AccessOutcome.ToolUnclear;
        }

        if (_tools.Find(tool) is { } forTool)
        {
            (rules ??= []).Add(forTool);
        }

        return AccessOutcome.Allowed;
    }
}
