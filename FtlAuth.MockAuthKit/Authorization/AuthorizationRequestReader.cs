using FtlAuth.MockAuthKit.Clients;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit.Authorization;

internal sealed class AuthorizationRequestReader(
    ClientDirectory clients, RegisteredResources resources, IOptions<MockAuthKitOptions> options)
{
    public async Task<AuthorizationRequestResult> ReadAsync(IQueryCollection query, CancellationToken cancellationToken)
    {
        var parameters = new RequestParameters(query);

        // 1. Who asks, and where the answer may go.
        if (parameters.Repeated is "client_id" or "redirect_uri")
        {
            return new AuthorizationRequestResult.Unsafe($"The application sent {parameters.Repeated} more than once.");
        }

        if (parameters["client_id"] is not { } clientId)
        {
            return new AuthorizationRequestResult.Unsafe("The application did not say who it is: client_id is missing.");
        }

        if (!(await clients.FindAsync(clientId, cancellationToken)).Succeeded(out var client, out var unknown))
        {
            return new AuthorizationRequestResult.Unsafe(unknown.ErrorDescription);
        }

        if ((parameters["redirect_uri"] ?? (client.RedirectUris.Count == 1 ? client.RedirectUris[0] : null)) is not { } redirectUri)
        {
            return new AuthorizationRequestResult.Unsafe(
                "The application did not say where to send you afterwards: redirect_uri is missing.");
        }

        if (!RedirectUris.IsRegistered(client.RedirectUris, redirectUri))
        {
            return new AuthorizationRequestResult.Unsafe(
                "The application asked to send you to an address that it has not registered: redirect_uri.");
        }

        // 2. From here on the client can be told.
        var target = new ResponseTarget(redirectUri, parameters["state"]);
        return Read(parameters, client, target).Succeeded(out var request, out var error)
            ? new AuthorizationRequestResult.Valid(request)
            : new AuthorizationRequestResult.Refused(target, error);
    }

    private OAuthResult<AuthorizationRequest> Read(RequestParameters parameters, Client client, ResponseTarget target)
    {
        if (CheckProtocol(parameters, client) is { } error)
        {
            return error;
        }

        if (parameters.HasSeveralResources)
        {
            return OAuthError.InvalidTarget("Ask for one resource at a time.");
        }

        if (parameters["resource"] is { } resource && !resources.Contains(resource))
        {
            return OAuthError.InvalidTarget("The resource is not registered with this issuer.");
        }

        if (!ScopeNames.Grant(parameters["scope"], options.Value.Scopes).Succeeded(out var scopes, out var scopeError))
        {
            return scopeError;
        }

        return new AuthorizationRequest
        {
            Client = client,
            Target = target,
            SentRedirectUri = parameters["redirect_uri"],
            CodeChallenge = parameters["code_challenge"]!,
            Scopes = scopes,
            Resource = parameters["resource"],
            Nonce = parameters["nonce"],
            Silent = parameters["prompt"] == "none",
        };
    }

    private static OAuthError? CheckProtocol(RequestParameters parameters, Client client)
    {
        if (parameters.Repeated is { } repeated)
        {
            return OAuthError.InvalidRequest($"The parameter {repeated} was sent more than once.");
        }

        if (parameters["response_type"] != "code")
        {
            return parameters["response_type"] is null
                ? OAuthError.InvalidRequest("response_type is missing.")
                : new OAuthError("unsupported_response_type", "Only the response type code is supported.");
        }

        if (parameters["response_mode"] is not (null or "query"))
        {
            return OAuthError.InvalidRequest("Only the response mode query is supported.");
        }

        if (!client.GrantTypes.Contains(GrantTypes.AuthorizationCode))
        {
            return OAuthError.UnauthorizedClient("The client is not registered for authorization_code.");
        }

        return parameters["code_challenge_method"] == ProofKey.Method
            && parameters["code_challenge"] is { } challenge && ProofKey.IsChallenge(challenge)
            ? null
            : OAuthError.InvalidRequest("PKCE is required: send code_challenge, with code_challenge_method S256.");
    }
}
