namespace FtlAuth.MockAuthKit.Discovery;

/// <summary>The metadata document of RFC 8414, and with other members left out, of OpenID Connect Discovery.</summary>
internal sealed record AuthorizationServerMetadata
{
    public required string Issuer { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    public string? RegistrationEndpoint { get; init; }

    public string? IntrospectionEndpoint { get; init; }

    public string? RevocationEndpoint { get; init; }

    public required string UserinfoEndpoint { get; init; }

    public required string JwksUri { get; init; }

    public required IReadOnlyList<string> ScopesSupported { get; init; }

    public required IReadOnlyList<string> ResponseTypesSupported { get; init; }

    public required IReadOnlyList<string> ResponseModesSupported { get; init; }

    public required IReadOnlyList<string> GrantTypesSupported { get; init; }

    public IReadOnlyList<string>? CodeChallengeMethodsSupported { get; init; }

    public required IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; init; }

    public IReadOnlyList<string>? SubjectTypesSupported { get; init; }

    public IReadOnlyList<string>? IdTokenSigningAlgValuesSupported { get; init; }

    public bool? ClientIdMetadataDocumentSupported { get; init; }

    public bool? AuthorizationResponseIssParameterSupported { get; init; }
}
