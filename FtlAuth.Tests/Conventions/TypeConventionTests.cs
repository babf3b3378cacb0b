using System.Reflection;
using System.Runtime.CompilerServices;

namespace FtlAuth.Tests.Conventions;

public sealed class TypeConventionTests
{
    [Fact]
    public void Classes_OfTheProduct_AreSealedStaticOrAbstract() =>
        Violations.AssertNone(ProductAssemblies.Types()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false, Name: not "Program" })
            .Select(type => type.FullName));

    [Fact]
    public void Methods_ThatAreAsync_EndInAsync() =>
        Violations.AssertNone(ProductAssemblies.Types()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => IsAsync(method) && !method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Where(method => !ProductAssemblies.IsGenerated(method) && !method.IsSpecialName && !IsNamedByOthers(method) && !IsEndpoint(method))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}"));

    // One that only hands on or completes a task may be named for what it does.
    private static bool IsAsync(MethodInfo method) =>
        method.IsDefined(typeof(AsyncStateMachineAttribute)) || method.IsDefined(typeof(AsyncIteratorStateMachineAttribute));

    // The framework chose the name: an override, or a member of somebody else's interface.
    private static bool IsNamedByOthers(MethodInfo method) =>
        method.GetBaseDefinition() != method
        || (method.DeclaringType is { IsInterface: false } type
            && type.GetInterfaces().Any(contract => type.GetInterfaceMap(contract).TargetMethods.Contains(method)));

    // Endpoints are named for what they answer, and the routes and tools bear that name.
    private static bool IsEndpoint(MethodInfo method) =>
        method.DeclaringType!.Name.EndsWith("Endpoint", StringComparison.Ordinal)
        || method.DeclaringType.Name.EndsWith("Endpoints", StringComparison.Ordinal)
        || method.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == "McpServerToolAttribute");
}
