using System.Text.Json;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.HostileMessages;

/// <summary>How a request is refused.</summary>
/// <param name="Status">The status.</param>
/// <param name="Code">The code of the JSON-RPC error; null where the answer is none.</param>
/// <param name="Id">The request's id as it was written; null where the answer has none.</param>
internal sealed record Refusal(int Status, int? Code, string? Id = null)
{
    /// <summary>Not one message that every reader reads alike.</summary>
    public static readonly Refusal ParseError = new(400, -32700);

    /// <summary>No acceptable media type or coding.</summary>
    public static readonly Refusal MediaType = new(415, -32600);

    public static readonly Refusal TooLarge = new(413, -32600);

    /// <summary>A scope is missing: the answer is that of RFC 6750, not of JSON-RPC.</summary>
    public static readonly Refusal Scope = new(403, null);

    /// <summary>Not even HTTP.</summary>
    public static readonly Refusal NotHttp = new(400, null);

    /// <summary>A message that is JSON, but not acceptable; its id is known, unless null.</summary>
    public static Refusal Invalid(string? id = "1") => new(400, -32600, id);

    /// <summary>A header of a modern request does not say what its body says.</summary>
    public static Refusal Mismatch(string? id = "1") => new(400, -32020, id);

    /// <summary>A claim is missing.</summary>
    public static Refusal Claim(string? id = "1") => new(403, -32000, id);

    /// <summary>A session that is not this user's.</summary>
    public static Refusal Session(string? id = "1") => new(404, -32001, id);

    public void AssertAnswer(RawResponse answer)
    {
        Assert.Equal(Status, answer.Status);
        if (this == NotHttp)
        {
            Assert.Equal("", answer.Body);
            return;
        }

        Assert.Equal(["application/json"], answer.Headers["Content-Type"]);
        Assert.Equal(["no-store"], answer.Headers["Cache-Control"]);
        Assert.Single(answer.Headers["X-Trace-Id"]);
        var body = JsonElement.Parse(answer.Body);
        if (Code is null)
        {
            Assert.Equal("insufficient_scope", body.GetProperty("error").GetString());
            Assert.StartsWith("Bearer error=\"insufficient_scope\"", Assert.Single(answer.Headers["WWW-Authenticate"]), StringComparison.Ordinal);
            return;
        }

        Assert.Empty(answer.Headers["WWW-Authenticate"]);
        Assert.Equal("2.0", body.GetProperty("jsonrpc").GetString());
        Assert.Equal(Code, body.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(Id, body.TryGetProperty("id", out var id) ? id.GetRawText() : null);
    }
}
