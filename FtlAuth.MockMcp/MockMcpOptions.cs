namespace FtlAuth.MockMcp;

/// <summary>The configuration section <c>MockMcp</c>.</summary>
public sealed class MockMcpOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "MockMcp";

    /// <summary>Whether requests are recorded and <c>/admin/…</c> answers. Default: in the Development environment only.</summary>
    public bool? Admin { get; set; }
}
