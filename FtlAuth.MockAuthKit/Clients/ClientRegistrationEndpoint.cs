using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using FtlAuth.MockAuthKit.Admin;
using FtlAuth.MockAuthKit.Discovery;
using Microsoft.AspNetCore.Http.Metadata;

namespace FtlAuth.MockAuthKit.Clients;

/// <summary>Dynamic client registration (RFC 7591).</summary>
internal sealed partial class ClientRegistrationEndpoint(
    ClientDirectory clients, TimeProvider timeProvider, ILogger<ClientRegistrationEndpoint> logger)
{
    /// <summary>What the issuer assigns; whatever a client says of it is ignored.</summary>
    private static readonly string[] Assigned =
        ["client_id", "client_secret", "client_id_issued_at", "client_secret_expires_at", "registration_access_token", "registration_client_uri"];

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(EndpointPaths.Register,
            (ClientRegistrationEndpoint registration, HttpContext context) => registration.RegisterAsync(context))
            .WithMetadata(new RequestLimit(64 * 1024))
            .WithFaults(FaultPoint.Register).RequirePublicCors();

    private async Task<IResult> RegisterAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return Register(body.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            return new OAuthError("invalid_client_metadata", "The body is not JSON, or is too large.").ToResult();
        }
    }

    private IResult Register(JsonElement metadata)
    {
        if (!ClientRegistrationRequest.Read(metadata).Succeeded(out var request, out var error))
        {
            return Refuse(error);
        }

        var authMethod = request.TokenEndpointAuthMethod ?? TokenEndpointAuthMethods.ClientSecretBasic;
        if (!TokenEndpointAuthMethods.All.Contains(authMethod))
        {
            return Refuse(new("invalid_client_metadata", $"The token endpoint authentication method {authMethod} is not supported."));
        }

        if (authMethod == TokenEndpointAuthMethods.None && request.GrantTypes.Contains(GrantTypes.ClientCredentials))
        {
            return Refuse(
                new("invalid_client_metadata", "A client without a secret cannot use client_credentials (RFC 6749, section 4.4)."));
        }

        var now = timeProvider.GetUtcNow();
        var client = new Client
        {
            ClientId = Identifier.New("client_", now),
            ClientName = request.ClientName,
            RedirectUris = request.RedirectUris,
            GrantTypes = request.GrantTypes,
            ClientSecret = authMethod == TokenEndpointAuthMethods.None ? null : Identifier.NewSecret(),
        };

        // Written here and not by the result, so that text that is no Unicode is found before the client is registered.
        var response = Response(metadata, client, authMethod, now).ToJsonString();
        clients.Add(client);
        LogRegistered(client.ClientId, authMethod);
        return TypedResults.Text(response, MediaTypeNames.Application.Json, statusCode: StatusCodes.Status201Created);
    }

    private static JsonObject Response(JsonElement metadata, Client client, string authMethod, DateTimeOffset now)
    {
        var response = new JsonObject
        {
            ["client_id"] = client.ClientId,
            ["client_id_issued_at"] = now.ToUnixTimeSeconds(),
        };
        if (client.ClientSecret is { } secret)
        {
            response["client_secret"] = secret;
            response["client_secret_expires_at"] = 0;
        }

        // Empty and null members are left out: clients check the echo against the types of the RFC, where a URI is not "".
        foreach (var member in metadata.EnumerateObject().Where(member => IsEchoed(member)))
        {
            response[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        response["token_endpoint_auth_method"] = authMethod;
        response["grant_types"] = new JsonArray([.. client.GrantTypes.Select(grantType => JsonValue.Create(grantType))]);
        response["response_types"] ??= new JsonArray("code");
        return response;
    }

    private static bool IsEchoed(JsonProperty member) =>
        !Assigned.Contains(member.Name)
        && member.Value.ValueKind != JsonValueKind.Null
        && !(member.Name.EndsWith("_uri", StringComparison.Ordinal) && member.Value is { ValueKind: JsonValueKind.String } uri && uri.ValueEquals(""));

    private IResult Refuse(OAuthError error)
    {
        LogRefused(error.Error, error.ErrorDescription);
        return error.ToResult();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Registered {ClientId} with {AuthMethod}")]
    private partial void LogRegistered(string clientId, string authMethod);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused a registration: {Error}, {Description}")]
    private partial void LogRefused(string error, string description);

    private sealed record RequestLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
