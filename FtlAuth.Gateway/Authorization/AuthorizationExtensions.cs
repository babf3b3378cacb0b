namespace FtlAuth.Gateway.Authorization;

internal static class AuthorizationExtensions
{
    /// <summary>Lets only requests pass whose token has the required scopes.</summary>
    public static IApplicationBuilder UseScopeAuthorization(this IApplicationBuilder app) => app.UseMiddleware<ScopeAuthorization>();
}
