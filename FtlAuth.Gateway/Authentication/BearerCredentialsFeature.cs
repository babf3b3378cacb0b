namespace FtlAuth.Gateway.Authentication;

/// <summary>The token that the request presents, for the scheme to validate.</summary>
internal sealed record BearerCredentialsFeature(ReadOnlyMemory<char> Token);
