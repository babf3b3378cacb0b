using FtlAuth.MockAuthKit.Admin;
using FtlAuth.MockAuthKit.Discovery;

namespace FtlAuth.MockAuthKit.Keys;

internal static class JsonWebKeySetEndpoints
{
    public static IEndpointRouteBuilder MapJsonWebKeySet(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(EndpointPaths.Jwks, Get).WithFaults(FaultPoint.Jwks).RequirePublicCors();
        return endpoints;
    }

    private static IResult Get(SigningKeyRing keys, JwksOverride replacement) => replacement.Body is { } body
        ? TypedResults.Bytes(body, "application/json")
        : TypedResults.Json(keys.PublicKeys, MockAuthKitJsonContext.Default.JsonWebKeySet);
}
