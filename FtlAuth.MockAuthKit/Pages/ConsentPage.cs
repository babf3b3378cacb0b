using FtlAuth.MockAuthKit.Authorization;
using FtlAuth.MockAuthKit.Clients;
using FtlAuth.MockAuthKit.Users;
using Microsoft.AspNetCore.Antiforgery;

namespace FtlAuth.MockAuthKit.Pages;

/// <summary>Sign-in and consent in one: who are you, and may this application act for you?</summary>
internal static class ConsentPage
{
    public static Page Create(AuthorizationRequest request, AntiforgeryTokenSet csrf)
    {
        Uri redirectUri = new(request.Target.RedirectUri);
        return new Page("Sign in", Body(request, redirectUri, csrf)) { FormAction = $"'self' {Source(redirectUri)}" };
    }

    // Browsers check the redirect after the form against form-action, too. CSP has no way to write an IPv6 address.
    private static string Source(Uri redirectUri) => redirectUri.HostNameType == UriHostNameType.IPv6
        ? $"{redirectUri.Scheme}:"
        : $"{redirectUri.Scheme}://{redirectUri.IdnHost}:{redirectUri.Port}";

    // The form has no action: it posts to the address of the page, the request in its query.
    private static string Body(AuthorizationRequest request, Uri redirectUri, AntiforgeryTokenSet csrf) => $"""
        <h1>Allow <bdi>{Text.Encode(ClientName(request.Client))}</bdi> to connect?</h1>
        <dl>
        {Fact("Application", ClientOrigin(request.Client))}
        {(request.Resource is { } resource ? Fact("Will use", resource) : "")}
        {Fact("Returns to", redirectUri.Authority)}
        </dl>
        <form method="post">
        <input type="hidden" name="{Text.Encode(csrf.FormFieldName)}" value="{Text.Encode(csrf.RequestToken ?? "")}">
        <fieldset>
        <legend>Sign in as</legend>
        {string.Concat(TestUsers.All.Select(Account))}
        </fieldset>
        {(request.Scopes.Count > 0 ? Scopes(request.Scopes) : "")}
        <div class="actions">
        <button type="submit" name="decision" value="allow" class="primary">Allow</button>
        <button type="submit" name="decision" value="deny">Deny</button>
        </div>
        </form>
        """;

    private static string ClientName(Client client) =>
        client.ClientName is { } given && Text.Name(given) is { Length: > 0 } name ? name : "an application without a name";

    // Anybody can register any name; only a metadata document proves who stands behind it.
    private static string ClientOrigin(Client client) =>
        Uri.TryCreate(client.ClientId, UriKind.Absolute, out var uri) ? uri.Authority : "name not verified";

    private static string Fact(string name, string value) => $"<div><dt>{name}</dt><dd>{Text.Encode(value)}</dd></div>\n";

    private static string Account(TestUser user) => $"""
        <label class="account">
        <input type="radio" name="user" value="{Text.Encode(user.Id)}" required{(user == TestUsers.First ? " checked" : "")}>
        <span class="initials" aria-hidden="true">{user.GivenName[0]}{user.FamilyName[0]}</span>
        <span class="who"><span class="name">{Text.Encode(user.Name)}</span>
        <span class="detail">{Text.Encode(user.Email)}{(user.OrganizationName is { } organization ? $" · {Text.Encode(organization)}" : "")}</span></span>
        </label>

        """;

    private static string Scopes(IReadOnlyList<string> scopes) => $"""
        <section aria-labelledby="scopes">
        <h2 id="scopes">It will be able to</h2>
        <ul class="scopes">
        {string.Concat(scopes.Select(Scope))}
        </ul>
        </section>
        """;

    private static string Scope(string scope) => $"<li>{scope switch
    {
        ScopeNames.OpenId => "know which account is yours",
        ScopeNames.Profile => "see your name",
        ScopeNames.Email => "see your e-mail address",
        ScopeNames.OfflineAccess => "stay connected while you are away",
        _ => $"use <code>{Text.Encode(scope)}</code>",
    }}</li>\n";
}
