using System.Text.Json;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Jwks;

namespace FtlAuth.Gateway.Authorization;

/// <summary>
/// Warns at start of configured scopes that an issuer says it does not grant (<c>scopes_supported</c>, RFC 8414 section 2): a client that is asked
/// for one would never get past the challenge.
/// </summary>
internal sealed partial class SupportedScopes(TrustedIssuers issuers, AuthorizationOptions options, IssuerClient client, ILogger<SupportedScopes> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var issuer in issuers)
        {
            string[] asked = [.. issuer.Options.RequiredScopes.Union(options.Scopes, StringComparer.Ordinal)];
            if (asked.Length == 0)
            {
                continue;
            }

            var fetched = await client.GetAsync(AuthorizationServerMetadata.MetadataUri(issuer.Name), stoppingToken);
            if (fetched.Content is null || ReadSupported(fetched.Content) is not { } supported)
            {
                LogUnknown(issuer.Name, fetched.Failure ?? "its metadata does not say");
                continue;
            }

            foreach (var scope in asked.Except(supported, StringComparer.Ordinal))
            {
                LogNotSupported(scope, issuer.Name);
            }
        }
    }

    /// <summary>The member <c>scopes_supported</c> of a metadata document; null when it has none.</summary>
    internal static string[]? ReadSupported(byte[] metadata)
    {
        if (!StrictJson.TryParseObject(metadata, out var document))
        {
            return null;
        }

        using (document)
        {
            return document.RootElement.TryGetProperty("scopes_supported"u8, out var scopes) && scopes.ValueKind == JsonValueKind.Array
                ? [.. scopes.EnumerateArray().Select(scope => StrictJson.TryGetText(scope, out var text) ? text : "")]
                : null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The scope {Scope} is needed by this configuration, but {Issuer} does not list it in scopes_supported: clients that ask for it may never get it. "
        + "AuthKit grants openid, profile, email and offline_access only; rules on claims, such as permissions, do the same without a scope.")]
    private partial void LogNotSupported(string scope, string issuer);

    [LoggerMessage(2, LogLevel.Debug, "It is not known which scopes {Issuer} grants: {Reason}.")]
    private partial void LogUnknown(string issuer, string reason);
}
