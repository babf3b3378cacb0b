namespace FtlAuth.Gateway.Audit;

/// <summary>Why a request is not forwarded, besides what may be wrong with its token; the names are those of the audit log and the metrics.</summary>
internal enum RequestRefusal
{
    /// <summary>A browser page of an origin that is not allowed.</summary>
    ForeignOrigin,

    /// <summary>No token at all, with which every client begins.</summary>
    MissingToken,

    /// <summary>The token stands in several places.</summary>
    AmbiguousToken,

    /// <summary>A scope of <c>AuthKit:RequiredScopes</c> is missing.</summary>
    Scope,

    /// <summary>A rule of <c>Authorization:Methods</c>, or a method that is not clear.</summary>
    Method,

    /// <summary>A rule of <c>Authorization:Tools</c>, or a tool that is not clear.</summary>
    Tool,

    /// <summary>The audience, where <c>Authorization:ReportOnly</c> only reports it; else it is the token's.</summary>
    Audience,

    /// <summary>The session was handed out to somebody else.</summary>
    Session,

    /// <summary>Another HTTP method than POST, GET and DELETE.</summary>
    HttpMethod,

    /// <summary>A request to become another protocol.</summary>
    Upgrade,

    /// <summary>A body that is not JSON.</summary>
    MediaType,

    /// <summary>A body beyond <c>Limits:MaxBodySize</c>.</summary>
    BodyTooLarge,

    /// <summary>A body that broke off or came too slowly.</summary>
    BodyUnreadable,

    /// <summary>A body that is no clear JSON-RPC message.</summary>
    MalformedMessage,

    /// <summary>A header that does not say what the body says.</summary>
    HeaderMismatch,

    /// <summary><c>RateLimits:RefusalsPerAddress</c>.</summary>
    AddressLimit,

    /// <summary><c>RateLimits:RequestsPerSubject</c>.</summary>
    SubjectLimit,

    /// <summary><c>RateLimits:RequestsPerOrganization</c>.</summary>
    OrganizationLimit,

    /// <summary><c>RateLimits:StreamsPerSubject</c>.</summary>
    StreamLimit,
}
