namespace FtlAuth.Tests.Documentation;

/// <summary>The settings of one feature, as the reference shows them.</summary>
internal sealed record ReferenceSection(string Name, string Meaning, IReadOnlyList<ReferenceKey> Keys);
