namespace FtlAuth.Tests.HostileTokens;

/// <summary>Good tokens where none counts: behind another scheme, in another place, or in more than one (RFC 6750 sections 2 and 3.1).</summary>
internal static class CredentialsRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Scheme("another scheme", "Basic T"),
        Scheme("sender-constrained", "DPoP T"),
        Scheme("scheme of JWT libraries", "JWT T"),
        Scheme("scheme Token", "Token T"),
        Scheme("no scheme", "T"),
        Scheme("no space", "BearerT"),
        Scheme("equals sign for the space", "Bearer=T"),
        Scheme("colon behind the scheme", "Bearer: T"),
        Scheme("comma behind the scheme", "Bearer, T"),
        Scheme("tab for the space", "Bearer\tT"),
        Scheme("percent-encoded space", "Bearer%20T"),
        Scheme("plus for the space", "Bearer+T"),
        Scheme("no-break space for the space", "Bearer\u00C2\u00A0T"),
        Scheme("longer scheme", "BearerToken T"),
        Scheme("Bearer second", "Basic eDp5, Bearer T"),
        Scheme("scheme with a homoglyph", "B\u00D0\u00B5arer T"),
        Scheme("scheme in quotes", "\"Bearer\" T"),

        Place("query", new Presented([], "/mcp?access_token=T")),
        Place("query in upper case", new Presented([], "/mcp?ACCESS_TOKEN=T")),
        Place("form", new Presented(["Content-Type: application/x-www-form-urlencoded"], Body: "access_token=T")),
        Place("cookie", new Presented(["Cookie: access_token=T"])),
        Place("header of a proxy", new Presented(["Proxy-Authorization: Bearer T"])),
        Place("forwarded header", new Presented(["X-Forwarded-Authorization: Bearer T"])),
        Place("header of a cloud", new Presented(["X-Forwarded-Access-Token: T"])),
        Place("header name with an underscore", new Presented(["Authorization_: Bearer T"])),
        Place("WebSocket protocol", new Presented(["Sec-WebSocket-Protocol: bearer, T"])),
        Place("empty header", new Presented(["Authorization: "])),

        Twice("two headers", new Presented(["Authorization: Bearer T", "Authorization: Bearer T"])),
        Twice("two headers in two cases", new Presented(["Authorization: Bearer T", "AUTHORIZATION: Bearer T"])),
        Twice("another scheme first", new Presented(["Authorization: Basic eDp5", "Authorization: Bearer T"])),
        Twice("another scheme second", new Presented(["Authorization: Bearer T", "Authorization: Basic eDp5"])),
        Twice("empty header second", new Presented(["Authorization: Bearer T", "Authorization: "])),
        Twice("header and query", new Presented(["Authorization: Bearer T"], "/mcp?access_token=T")),
        Twice("header and empty query", new Presented(["Authorization: Bearer T"], "/mcp?access_token=")),
        Twice("header and query by escapes", new Presented(["Authorization: Bearer T"], "/mcp?%61ccess_%74oken=T")),

        new("space behind the header's name", Verdict.NotHttp, Fill("space", new Presented(["Authorization : Bearer T"])), Fill("space", Good)),
    ];

    private static Presented Good => new(["authorization: Bearer T"]);

    private static HostileToken Scheme(string name, string authorization) =>
        new(name, Verdict.NoCredentials, Fill(name, new Presented([$"Authorization: {authorization}"])), Fill(name, Good));

    // The twin has the token in its header, and whatever else the request has.
    private static HostileToken Place(string name, Presented hostile) => new(
        name,
        Verdict.NoCredentials,
        Fill(name, hostile),
        Fill(name, hostile.Headers is ["Authorization: "] || hostile.Target != "/mcp" || hostile.Body.StartsWith("access_token", StringComparison.Ordinal)
            ? Good
            : hostile with { Headers = [.. hostile.Headers, "Authorization: Bearer T"] }));

    private static HostileToken Twice(string name, Presented hostile) => new(name, Verdict.Ambiguous, Fill(name, hostile), Fill(name, Good));

    private static Func<Forge, Presented> Fill(string name, Presented presented) => forge =>
    {
        var token = forge.GoodFor("credentials: " + name);
        return new Presented([.. presented.Headers.Select(With)], With(presented.Target), With(presented.Body));

        // Not the letters of the headers' names.
        string With(string text) => text.EndsWith('T') ? text[..^1] + token : text;
    };
}
