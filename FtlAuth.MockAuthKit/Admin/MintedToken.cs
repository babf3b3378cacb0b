namespace FtlAuth.MockAuthKit.Admin;

internal sealed record MintedToken(string AccessToken, int ExpiresIn);
