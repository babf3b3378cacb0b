namespace FtlAuth.MockAuthKit.Authorization;

internal static class ScopeNames
{
    public const string OpenId = "openid";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string OfflineAccess = "offline_access";

    /// <summary>What a request without a scope asks for.</summary>
    public static IReadOnlyList<string> Default { get; } = [OpenId, Profile, Email];

    public static string[] Split(string scope) =>
        [.. scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>What is granted of a request: the known scopes. Unknown ones are left out, as RFC 6749, section 3.3, allows.</summary>
    public static OAuthResult<IReadOnlyList<string>> Grant(string? requested, IReadOnlyList<string> supported)
    {
        string[] granted = [.. (requested is null ? Default : Split(requested)).Where(supported.Contains)];
        return granted.Length == 0 && requested is not null
            ? OAuthError.InvalidScope($"None of the requested scopes can be granted; known are: {string.Join(' ', supported)}.")
            : OAuthResult<IReadOnlyList<string>>.Success(granted);
    }
}
