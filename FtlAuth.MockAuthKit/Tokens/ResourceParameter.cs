namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>The <c>resource</c> of a token request (RFC 8707, section 2.2).</summary>
internal static class ResourceParameter
{
    /// <summary>It may be left out; when sent, it is the one that was granted.</summary>
    public static OAuthError? Check(RequestParameters parameters, string? granted) =>
        parameters.HasSeveralResources || (parameters["resource"] is { } resource && resource != granted)
            ? OAuthError.InvalidTarget("resource is not the one of the authorization request.")
            : null;
}
