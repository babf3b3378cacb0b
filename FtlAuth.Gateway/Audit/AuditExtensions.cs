using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FtlAuth.Gateway.Audit;

internal static class AuditExtensions
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton(new LogLimit());
        return services
            .AddSingleton<ClientAddresses>()
            .AddSingleton<AuditLog>()
            .AddSingleton<Decisions>()
            .AddHostedService<AuditCounts>();
    }
}
