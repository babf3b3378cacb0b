namespace FtlAuth.MockAuthKit.Admin;

internal sealed record DetachedSignature(string Signature);
