using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace FtlAuth.MockAuthKit.Authorization;

internal static class AuthorizationExtensions
{
    public static IServiceCollection AddAuthorizationEndpoint(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("FtlAuth.MockAuthKit");

        // The keys behind the anti-forgery token live in memory: the mock writes nothing to disk.
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new MemoryXmlRepository();
            options.XmlEncryptor = new NullXmlEncryptor();
        });
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = "csrf";
            options.Cookie.Name = "mock-authkit-csrf";

            // Strict would be lost on the way from a client's page, and one open page would break the form of another.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.SuppressXFrameOptionsHeader = true;
        });
        return services
            .AddSingleton<AuthorizationRequestReader>()
            .AddSingleton<AuthorizationEndpoint>();
    }

    public static IEndpointRouteBuilder MapAuthorizationEndpoint(this IEndpointRouteBuilder endpoints)
    {
        AuthorizationEndpoint.Map(endpoints);
        return endpoints;
    }
}
