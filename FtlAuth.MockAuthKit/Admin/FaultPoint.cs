namespace FtlAuth.MockAuthKit.Admin;

/// <summary>The endpoints that are counted, under the names of the control surface.</summary>
internal static class FaultPoint
{
    public const string Jwks = "jwks";
    public const string Metadata = "metadata";
    public const string Token = "token";
    public const string Register = "register";
    public const string Authorize = "authorize";

    public static IReadOnlyList<string> All { get; } = [Jwks, Metadata, Token, Register, Authorize];

    /// <summary>Those that can be told to fail.</summary>
    public static IReadOnlyList<string> Breakable { get; } = [Jwks, Metadata, Token];

    /// <summary>Counts the requests of an endpoint, and lets it fail on demand.</summary>
    public static TBuilder WithFaults<TBuilder>(this TBuilder endpoint, string point)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new FaultPointMetadata(point));
}
