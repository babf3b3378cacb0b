using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>How a request is refused: the answer to the byte, and the line in the log.</summary>
/// <param name="Status">The status.</param>
/// <param name="Error">The error in challenge and body; null when the server refuses the request before the gateway sees it.</param>
/// <param name="Description">What is said about it.</param>
/// <param name="Refusal">The reason that the log names; none when the request carries no token to refuse.</param>
internal sealed record Verdict(int Status, string? Error, string Description, TokenRefusal Refusal)
{
    private const string Metadata = $"resource_metadata=\"{HostileSystem.PublicUrl}/.well-known/oauth-protected-resource/mcp\"";

    /// <summary>Nothing that counts as a bearer token (RFC 6750 section 3.1: no error in the challenge).</summary>
    public static readonly Verdict NoCredentials = new(401, "unauthorized", "Missing authorization header", TokenRefusal.None);

    /// <summary>A token in more than one way (RFC 6750 section 2).</summary>
    public static readonly Verdict Ambiguous =
        new(400, "invalid_request", "The access token must be sent once, in one Authorization header", TokenRefusal.None);

    /// <summary>Not even HTTP.</summary>
    public static readonly Verdict NotHttp = new(400, null, "", TokenRefusal.None);

    public static implicit operator Verdict(TokenRefusal refusal) => new(401, "invalid_token", refusal.Description(), refusal);

    /// <summary>What the log says of it; nothing when there is no token to refuse.</summary>
    public string[] LogLines => Refusal == TokenRefusal.None ? [] : [$"Refused a token: {Refusal.LogName()}. {Refusal.Remedy(HostileSystem.PublicUrl + "/mcp")}".TrimEnd()];

    public void AssertAnswer(RawResponse answer)
    {
        Assert.Equal(Status, answer.Status);
        if (Error is null)
        {
            Assert.Empty(answer.Headers["WWW-Authenticate"]);
            Assert.Equal("", answer.Body);
            return;
        }

        var error = this == NoCredentials ? "" : $"error=\"{Error}\", error_description=\"{Description}\", ";
        Assert.Equal([$"Bearer {error}{Metadata}"], answer.Headers["WWW-Authenticate"]);
        Assert.Equal($$"""{"error":"{{Error}}","error_description":"{{Description}}"}""", answer.Body);
        Assert.Equal(["application/json"], answer.Headers["Content-Type"]);
        Assert.Equal(["no-store"], answer.Headers["Cache-Control"]);
    }
}
