namespace FtlAuth.Gateway.Patterns;

internal static class PatternsExtensions
{
    public static IServiceCollection AddUnusualPatterns(this IServiceCollection services) => services.AddSingleton<UnusualPatterns>();
}
