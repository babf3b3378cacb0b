using System.Reflection;
using System.Runtime.CompilerServices;
using FtlAuth.AllInOne;
using FtlAuth.Gateway;
using FtlAuth.MockAuthKit;
using FtlAuth.MockMcp;
using FtlAuth.ServiceDefaults;

namespace FtlAuth.Tests.Conventions;

/// <summary>The assemblies of the product and what was written in them by hand.</summary>
internal static class ProductAssemblies
{
    private static readonly Assembly[] All =
    [
        typeof(AllInOneApplication).Assembly,
        typeof(GatewayApplication).Assembly,
        typeof(MockAuthKitApplication).Assembly,
        typeof(MockMcpApplication).Assembly,
        typeof(ServiceApplication).Assembly,
    ];

    /// <summary>Types, without those that a compiler or a source generator made.</summary>
    public static IEnumerable<Type> Types() => All.SelectMany(assembly => assembly.GetTypes()).Where(type => !IsGenerated(type));

    public static bool IsGenerated(MemberInfo member) =>
        member.Name.Contains('<')
        || member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || member.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name is "GeneratedCodeAttribute" or "EmbeddedAttribute")
        || (member is Type { Namespace: { } space } && space.Split('.')[0] is "Microsoft" or "System")
        || (member.DeclaringType is { } declaring && IsGenerated(declaring));
}
