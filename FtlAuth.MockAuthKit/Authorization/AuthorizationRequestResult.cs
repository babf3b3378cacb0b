namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>What became of reading an authorization request.</summary>
internal abstract record AuthorizationRequestResult
{
    private AuthorizationRequestResult()
    {
    }

    internal sealed record Valid(AuthorizationRequest Request) : AuthorizationRequestResult;

    /// <summary>A mistake that the client is told about by redirect.</summary>
    internal sealed record Refused(ResponseTarget Target, OAuthError Error) : AuthorizationRequestResult;

    /// <summary>A mistake in who asks or where the answer would go: shown to the user, never redirected (RFC 6749, section 4.1.2.1).</summary>
    internal sealed record Unsafe(string Description) : AuthorizationRequestResult;
}
