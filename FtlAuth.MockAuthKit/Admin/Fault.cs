namespace FtlAuth.MockAuthKit.Admin;

/// <summary>What an endpoint does instead of its work.</summary>
internal enum Fault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>500.</summary>
    Error,

    /// <summary>No answer, until the client goes or the service stops.</summary>
    Hang,

    /// <summary>A byte at a time, without an end.</summary>
    Drip,

    /// <summary>The right answer, after 64 MiB of white space.</summary>
    Huge,

    /// <summary>A redirect to the right answer under another host name.</summary>
    Redirect,

    /// <summary>The connection is reset.</summary>
    Refuse,
}
