namespace FtlAuth.Tests.Fuzzing;

/// <summary>A member of a JSON object; the name and the value stand as they are written, quotes and escapes included.</summary>
internal sealed record JsonMember(string Name, string Value);
