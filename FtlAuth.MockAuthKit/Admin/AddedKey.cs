namespace FtlAuth.MockAuthKit.Admin;

internal sealed record AddedKey(string Kid);
