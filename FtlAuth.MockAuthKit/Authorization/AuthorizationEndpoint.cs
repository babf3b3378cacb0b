using System.Diagnostics;
using FtlAuth.MockAuthKit.Admin;
using FtlAuth.MockAuthKit.Clients;
using FtlAuth.MockAuthKit.Discovery;
using FtlAuth.MockAuthKit.Pages;
using FtlAuth.MockAuthKit.Tokens;
using FtlAuth.MockAuthKit.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>The authorization endpoint (RFC 6749, section 3.1): a page with accounts to choose from, or approval at once.</summary>
/// <remarks>No session is kept: the page's form posts to the address of the page, and the request in it is read anew.</remarks>
internal sealed partial class AuthorizationEndpoint(
    AuthorizationRequestReader reader,
    GrantStore grants,
    IssuerIdentifier issuer,
    IAntiforgery antiforgery,
    TimeProvider timeProvider,
    IOptions<MockAuthKitOptions> options,
    ILogger<AuthorizationEndpoint> logger)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(EndpointPaths.Authorize,
            (AuthorizationEndpoint authorization, HttpContext context) => authorization.GetAsync(context))
            .WithFaults(FaultPoint.Authorize);
        endpoints.MapPost(EndpointPaths.Authorize,
            (AuthorizationEndpoint authorization, HttpContext context) => authorization.PostAsync(context))
            .WithFaults(FaultPoint.Authorize);
    }

    private Task<IResult> GetAsync(HttpContext context) => ReadAsync(context, request =>
    {
        if (options.Value.AutoApprove)
        {
            return Task.FromResult<IResult>(Approve(request, TestUsers.First));
        }

        return Task.FromResult<IResult>(request.Silent
            ? Refuse(request.Target, new("login_required", "Somebody has to sign in: ask without prompt=none."))
            : ConsentPage.Create(request, antiforgery.GetAndStoreTokens(context)));
    });

    private Task<IResult> PostAsync(HttpContext context) => ReadAsync(context, async request =>
    {
        if (!await IsFromPageAsync(context)
            || !(await RequestParameters.ReadFormAsync(context.Request, context.RequestAborted)).Succeeded(out var form, out _))
        {
            return ErrorPage.Create("This page is out of date. Go back to the application and connect again.");
        }

        return (form["decision"], TestUsers.Find(form["user"])) switch
        {
            ("allow", { } user) => Approve(request, user),
            ("allow", null) => ErrorPage.Create("No account was chosen. Go back, and choose one."),
            _ => Refuse(request.Target, new("access_denied", "The user did not allow it.")),
        };
    });

    private async Task<IResult> ReadAsync(HttpContext context, Func<AuthorizationRequest, Task<IResult>> answer)
    {
        switch (await reader.ReadAsync(context.Request.Query, context.RequestAborted))
        {
            case AuthorizationRequestResult.Valid(var request):
                return await answer(request);
            case AuthorizationRequestResult.Refused(var target, var error):
                return Refuse(target, error);
            case AuthorizationRequestResult.Unsafe(var description):
                LogRefused("shown to the user", description);
                return ErrorPage.Create(description);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<bool> IsFromPageAsync(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            // The form cannot be read.
            return false;
        }
    }

    private SeeOther Refuse(ResponseTarget target, OAuthError error)
    {
        LogRefused(error.Error, error.ErrorDescription);
        return new SeeOther(target.Error(error, issuer.Value));
    }

    private SeeOther Approve(AuthorizationRequest request, TestUser user)
    {
        var now = timeProvider.GetUtcNow();
        var mayRefresh = request.Client.GrantTypes.Contains(GrantTypes.RefreshToken) || request.Scopes.Contains(ScopeNames.OfflineAccess);
        var consent = new Consent(
            Identifier.New("app_consent_", now), request.Client.ClientId, user, request.Scopes, request.Resource, request.Nonce, mayRefresh);
        var code = grants.Add(
            new AuthorizationCode(consent, request.SentRedirectUri, request.CodeChallenge, now + AuthorizationCode.Lifetime));
        LogApproved(user.Id, request.Client.ClientId);
        return new SeeOther(request.Target.Code(code, issuer.Value));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{User} allowed {ClientId}")]
    private partial void LogApproved(string user, string clientId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused an authorization request: {Error}, {Description}")]
    private partial void LogRefused(string error, string description);
}
