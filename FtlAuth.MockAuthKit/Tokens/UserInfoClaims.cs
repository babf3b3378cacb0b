using System.Text.Json.Nodes;
using FtlAuth.MockAuthKit.Authorization;
using FtlAuth.MockAuthKit.Users;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>The claims about a user that scopes give access to (OpenID Connect Core, section 5.4).</summary>
internal static class UserInfoClaims
{
    public static void Add(JsonObject claims, TestUser user, IReadOnlyList<string> scopes)
    {
        if (scopes.Contains(ScopeNames.Profile))
        {
            claims["name"] = user.Name;
            claims["given_name"] = user.GivenName;
            claims["family_name"] = user.FamilyName;
        }

        if (scopes.Contains(ScopeNames.Email))
        {
            claims["email"] = user.Email;
            claims["email_verified"] = true;
        }
    }
}
