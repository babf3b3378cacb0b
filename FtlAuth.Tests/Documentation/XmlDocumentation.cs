using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FtlAuth.Tests.Documentation;

/// <summary>The docstrings of an assembly, from the file that the compiler writes beside it, as Markdown.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;
    private readonly Func<string, string> _nameOf;

    /// <param name="assembly">The assembly.</param>
    /// <param name="nameOf">What a reference to a member, such as <c>P:Namespace.Type.Property</c>, is called.</param>
    public XmlDocumentation(Assembly assembly, Func<string, string> nameOf)
    {
        _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
        _nameOf = nameOf;
    }

    /// <summary>The id of a type or of a property or field of it, as in references.</summary>
    public static string IdOf(MemberInfo member) => member switch
    {
        Type type => $"T:{type.FullName}",
        PropertyInfo => $"P:{member.DeclaringType!.FullName}.{member.Name}",
        _ => $"F:{member.DeclaringType!.FullName}.{member.Name}",
    };

    /// <summary>One part of a member's docstring, such as <c>summary</c>, in one line; empty when there is none.</summary>
    public string Read(MemberInfo member, string part) =>
        _members.TryGetValue(IdOf(member), out var found) && found.Element(part) is { } element ? Space().Replace(string.Concat(element.Nodes().Select(Render)), " ").Trim() : "";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    private string Render(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } reference => $"`{_nameOf(reference.Value)}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("langword")?.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element => $" {string.Concat(element.Nodes().Select(Render))} ",
        XText text => text.Value.Replace("<", "&lt;", StringComparison.Ordinal),
        _ => "",
    };
}
