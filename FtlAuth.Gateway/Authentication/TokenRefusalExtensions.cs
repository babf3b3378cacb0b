namespace FtlAuth.Gateway.Authentication;

/// <summary>What a refusal says to the client's developer, and what to the gateway's operator.</summary>
internal static class TokenRefusalExtensions
{
    /// <summary>
    /// The <c>error_description</c> (RFC 6750 section 3): something to act on, never what the token contains. The characters are those the RFC allows.
    /// </summary>
    public static string Description(this TokenRefusal refusal) => refusal switch
    {
        TokenRefusal.MalformedCredentials => "The access token has characters that no access token has",
        TokenRefusal.TooLarge => "The access token is too large",
        TokenRefusal.MalformedToken => "The access token is not a signed JWT",
        TokenRefusal.MalformedHeader => "The header of the access token is malformed",
        TokenRefusal.AlgorithmNotAllowed => "The signature algorithm is not accepted",
        TokenRefusal.CriticalHeader => "The access token has a critical header that is not understood",
        TokenRefusal.UnencodedPayload => "An unencoded payload is not accepted",
        TokenRefusal.Compressed => "A compressed access token is not accepted",
        TokenRefusal.EmbeddedKey => "An access token that brings its own key is not accepted",
        TokenRefusal.NestedToken => "A nested token is not accepted",
        TokenRefusal.WrongType => "The token is not an access token",
        TokenRefusal.MalformedKeyId or TokenRefusal.MissingKeyId => "The access token does not name its signature key",
        TokenRefusal.KeysUnavailable => "The keys of the issuer cannot be loaded, try again",
        TokenRefusal.UnknownKey => "The signature key is unknown",
        TokenRefusal.KeyNotForAlgorithm => "The signature key does not fit the signature algorithm",
        TokenRefusal.BadSignature => "The signature is invalid",
        TokenRefusal.MalformedClaims => "The claims of the access token are malformed",
        TokenRefusal.WrongIssuer => "The access token is from another issuer",
        TokenRefusal.MissingExpiry => "The access token has no valid expiry",
        TokenRefusal.Expired => "The access token expired",
        TokenRefusal.MalformedNotBefore or TokenRefusal.NotYetValid => "The access token is not yet valid",
        TokenRefusal.MalformedIssuedAt or TokenRefusal.IssuedInFuture => "The access token was issued in the future",
        TokenRefusal.MissingSubject => "The access token has no valid subject",
        TokenRefusal.MissingAudience => "The access token has no valid audience",
        TokenRefusal.WrongAudience or TokenRefusal.ClientIdAudience => "The audience is not this resource",
        TokenRefusal.ProofOfPossessionRequired => "The access token is bound to a key and cannot be used as a bearer token",
        TokenRefusal.IdToken => "An ID token is not an access token",
        TokenRefusal.ClientNotAllowed => "The client is not allowed to use this resource",
        _ => "The access token is not accepted",
    };

    /// <summary>The cause as the log names it, with the terms that the original gateway's users search for.</summary>
    public static string LogName(this TokenRefusal refusal) => refusal switch
    {
        TokenRefusal.KeysUnavailable or TokenRefusal.UnknownKey or TokenRefusal.MissingKeyId or TokenRefusal.KeyNotForAlgorithm =>
            $"Failed to get decoding key ({refusal})",
        TokenRefusal.MissingAudience or TokenRefusal.WrongAudience or TokenRefusal.ClientIdAudience => $"InvalidAudience ({refusal})",
        _ => refusal.ToString(),
    };

    /// <summary>What an operator can do about it; null where it is the client's business alone.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="resource">What the issuer should make tokens for.</param>
    public static string? Remedy(this TokenRefusal refusal, string resource) => refusal switch
    {
        TokenRefusal.KeysUnavailable => "Check that AuthKit:JwksUri answers from where the gateway runs.",
        TokenRefusal.UnknownKey => "Check that AuthKit:JwksUri lists the kid of the token, and that its iss is AuthKit:Issuer; another environment's token has other keys.",
        TokenRefusal.WrongIssuer => "AuthKit:Issuer (or the Issuer of an entry in AuthKit:Issuers) must equal the iss of the token byte for byte.",
        TokenRefusal.ClientIdAudience =>
            $"AuthKit made the token for its environment's client id (client_...), as it does while the resource that the client asks for is not registered. "
            + $"In the WorkOS dashboard, under Connect, Configuration, MCP resource indicators, add exactly {resource}",
        TokenRefusal.WrongAudience or TokenRefusal.MissingAudience =>
            $"In the WorkOS dashboard, under Connect, Configuration, MCP resource indicators, there must be exactly {resource}, or name the token's aud in AuthKit:Audience.",
        TokenRefusal.ClientNotAllowed => "The client is not listed in AuthKit:AllowedClientIds.",
        _ => null,
    };
}
