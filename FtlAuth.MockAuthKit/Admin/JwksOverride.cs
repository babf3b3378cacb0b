namespace FtlAuth.MockAuthKit.Admin;

/// <summary>A body that the JWKS endpoint answers with instead of the keys; null when it tells the truth.</summary>
internal sealed class JwksOverride
{
    private volatile byte[]? _body;

    public byte[]? Body
    {
        get => _body;
        set => _body = value;
    }
}
