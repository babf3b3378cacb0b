namespace FtlAuth.MockAuthKit.Admin;

internal sealed record FaultPointMetadata(string Point);
