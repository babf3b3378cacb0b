namespace FtlAuth.Gateway.Authentication;

/// <summary>The token that the request presents, for the scheme to validate.</summary>
/// <param name="Token">The token.</param>
/// <param name="Read">When it was read, as a timestamp of the clock.</param>
internal sealed record BearerCredentialsFeature(ReadOnlyMemory<char> Token, long Read);
