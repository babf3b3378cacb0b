namespace FtlAuth.Gateway.Mcp;

/// <summary>Where the user's identity is put into JSON-RPC bodies. Whatever is chosen, a client's own entry there is removed.</summary>
[Flags]
public enum IdentityBody
{
    /// <summary>Nowhere; the headers alone carry it.</summary>
    None = 0,

    /// <summary><c>params._authContext</c> of <c>initialize</c>, as the original gateway did.</summary>
    Initialize = 1,

    /// <summary><c>params._meta</c> of every request, under <see cref="IdentityOptions.MetaKey"/>.</summary>
    Meta = 2,

    /// <summary>Both places.</summary>
    Both = Initialize | Meta,
}
