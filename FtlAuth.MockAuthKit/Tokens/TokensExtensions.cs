namespace FtlAuth.MockAuthKit.Tokens;

internal static class TokensExtensions
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton<GrantStore>()
        .AddSingleton<TokenIssuer>()
        .AddSingleton<ConsentTokens>()
        .AddSingleton<AuthorizationCodeGrant>()
        .AddSingleton<RefreshTokenGrant>()
        .AddSingleton<ClientCredentialsGrant>()
        .AddSingleton<AccessTokenVerifier>()
        .AddSingleton<TokenEndpoint>()
        .AddSingleton<IntrospectionEndpoint>()
        .AddSingleton<RevocationEndpoint>()
        .AddSingleton<UserInfoEndpoint>();

    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder endpoints)
    {
        TokenEndpoint.Map(endpoints);
        IntrospectionEndpoint.Map(endpoints);
        RevocationEndpoint.Map(endpoints);
        UserInfoEndpoint.Map(endpoints);
        return endpoints;
    }
}
