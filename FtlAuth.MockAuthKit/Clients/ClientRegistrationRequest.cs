using System.Text.Json;

namespace FtlAuth.MockAuthKit.Clients;

/// <summary>The client metadata (RFC 7591, section 2) that matter to the issuer, read from a registration or a client id metadata document.</summary>
internal sealed record ClientRegistrationRequest(
    string? ClientName, IReadOnlyList<string> RedirectUris, IReadOnlyList<string> GrantTypes, string? TokenEndpointAuthMethod)
{
    private static readonly string[] Texts =
        ["client_name", "client_uri", "logo_uri", "policy_uri", "tos_uri", "scope", "application_type", "token_endpoint_auth_method"];

    private static readonly string[] Lists = ["redirect_uris", "grant_types", "response_types", "contacts"];

    public static OAuthResult<ClientRegistrationRequest> Read(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            return Invalid("Send one JSON object.");
        }

        if (Array.Find(Texts, name => Member(metadata, name) is { ValueKind: not JsonValueKind.String }) is { } text)
        {
            return Invalid($"{text} is not a string.");
        }

        if (Array.Find(Lists, name => Member(metadata, name) is { } list && !IsListOfStrings(list)) is { } list)
        {
            return Invalid($"{list} is not an array of strings.");
        }

        var request = new ClientRegistrationRequest(
            Member(metadata, "client_name")?.GetString(),
            Strings(metadata, "redirect_uris") ?? [],
            Strings(metadata, "grant_types") ?? [Clients.GrantTypes.AuthorizationCode],
            Member(metadata, "token_endpoint_auth_method")?.GetString());
        return request.Validate(Strings(metadata, "response_types")) is { } error ? error : request;
    }

    private OAuthError? Validate(IReadOnlyList<string>? responseTypes)
    {
        if (GrantTypes.Except(Clients.GrantTypes.All).FirstOrDefault() is { } grantType)
        {
            return Invalid($"The grant type {grantType} is not supported.");
        }

        if (responseTypes?.Except(["code"]).FirstOrDefault() is { } responseType)
        {
            return Invalid($"The response type {responseType} is not supported.");
        }

        if (RedirectUris.Count > Clients.RedirectUris.MaxCount
            || RedirectUris.FirstOrDefault(uri => !Clients.RedirectUris.IsAcceptable(uri)) is not null)
        {
            return new OAuthError("invalid_redirect_uri",
                $"Give at most {Clients.RedirectUris.MaxCount} redirect URIs, https or http on loopback, without a fragment.");
        }

        return RedirectUris.Count == 0 && GrantTypes.Contains(Clients.GrantTypes.AuthorizationCode)
            ? new OAuthError("invalid_redirect_uri", "redirect_uris is missing.")
            : null;
    }

    private static JsonElement? Member(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool IsListOfStrings(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);

    private static List<string>? Strings(JsonElement metadata, string name) =>
        Member(metadata, name)?.EnumerateArray().Select(item => item.GetString()!).ToList();

    private static OAuthError Invalid(string description) => new("invalid_client_metadata", description);
}
