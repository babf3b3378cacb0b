namespace FtlAuth.Gateway.Operations;

internal static class QueriesInLogs
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>
    /// Keeps the server from logging the query of every request, whatever level it is set to: a token that a client puts there is refused here, and good
    /// elsewhere all the same (RFC 6750, section 5.3).
    /// </summary>
    public static IServiceCollection KeepQueriesOutOfLogs(this IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(filter =>
    {
        // A rule for one provider outweighs those for all.
        foreach (var provider in filter.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            filter.Rules.Add(new LoggerFilterRule(provider, Category, LogLevel.Warning, null));
        }
    });
}
