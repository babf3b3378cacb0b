using FtlAuth.MockAuthKit.Clients;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit;

internal sealed class MockAuthKitOptionsValidator : IValidateOptions<MockAuthKitOptions>
{
    public ValidateOptionsResult Validate(string? name, MockAuthKitOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(MockAuthKitOptions options)
    {
        if (options.Issuer is { } issuer && !IsIssuer(issuer))
        {
            yield return
                $"MockAuthKit:Issuer is '{issuer}': give an origin such as http://localhost:3001, https unless loopback, without a slash at the end.";
        }

        foreach (var resource in options.Resources.Where(resource => !RegisteredResources.IsResourceIndicator(resource)))
        {
            yield return
                $"MockAuthKit:Resources has '{resource}': give absolute URIs without a fragment, such as http://localhost:3000/mcp.";
        }

        if (options.Scopes.Count == 0 || options.Scopes.Any(scope => scope.Any(c => c is <= ' ' or > '~' or '"' or '\\')))
        {
            yield return
                "MockAuthKit:Scopes: give one or more scopes of visible ASCII without a quote or backslash, such as openid,profile.";
        }

        if (options.AccessTokenLifetime < TimeSpan.FromSeconds(1) || options.AccessTokenLifetime > TimeSpan.FromDays(365))
        {
            yield return
                $"MockAuthKit:AccessTokenLifetime is '{options.AccessTokenLifetime}': give one second to 365 days, such as 00:05:00.";
        }

        if (string.IsNullOrWhiteSpace(options.EnvironmentClientId))
        {
            yield return "MockAuthKit:EnvironmentClientId is empty: leave it out, or give a value such as client_01ABC.";
        }
    }

    private static bool IsIssuer(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || Loopback.IsHttp(uri))
        && uri.GetLeftPart(UriPartial.Authority) == issuer;
}
