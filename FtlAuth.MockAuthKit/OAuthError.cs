namespace FtlAuth.MockAuthKit;

/// <summary>An error answer of RFC 6749, sections 4.1.2.1 and 5.2, and of the RFCs that follow its form.</summary>
internal sealed record OAuthError(string Error, string ErrorDescription)
{
    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    public static OAuthError InvalidClient(string description) => new("invalid_client", description);

    public static OAuthError InvalidGrant(string description) => new("invalid_grant", description);

    public static OAuthError InvalidScope(string description) => new("invalid_scope", description);

    public static OAuthError InvalidTarget(string description) => new("invalid_target", description);

    public static OAuthError UnauthorizedClient(string description) => new("unauthorized_client", description);

    public IResult ToResult(int statusCode = StatusCodes.Status400BadRequest) =>
        TypedResults.Json(this, MockAuthKitJsonContext.Default.OAuthError, statusCode: statusCode);
}
