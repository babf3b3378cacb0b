namespace FtlAuth.Gateway.Authentication;

/// <summary>How a request presents its credentials.</summary>
internal enum BearerPresentation
{
    /// <summary>Not at all, or with another scheme.</summary>
    None,

    /// <summary>More than one way at once, which RFC 6750 section 2 forbids.</summary>
    Ambiguous,

    /// <summary>As a bearer token with characters that none has, or without any.</summary>
    Malformed,

    /// <summary>As a bearer token larger than any is.</summary>
    TooLarge,

    /// <summary>As one bearer token.</summary>
    Token,
}
