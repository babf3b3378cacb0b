using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

public sealed class ProtocolVersionTests
{
    [Theory]
    [InlineData("2026-07-28", true)]
    [InlineData("2026-07-29", true)]
    [InlineData("2026-10-01", true)]
    [InlineData("2027-01-01", true)]
    [InlineData("9999-12-31", true)]
    [InlineData("2026-07-27", false)]
    [InlineData("2025-11-25", false)]
    [InlineData("2025-06-18", false)]
    [InlineData("2024-11-05", false)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("2026", false)]
    [InlineData("2026-8-1", false)]
    [InlineData("2026-13-01", false)]
    [InlineData("2027-02-29", false)]
    [InlineData("2026-07-28 ", false)]
    [InlineData(" 2026-07-28", false)]
    [InlineData("2026-07-28\0", false)]
    [InlineData("2026-07-28, 2026-07-28", false)]
    [InlineData("2026/07/28", false)]
    [InlineData("12026-07-28", false)]
    [InlineData("DRAFT-2026-v1", false)]
    [InlineData("٢٠٢٧-٠١-٠١", false)]
    [InlineData("latest", false)]
    public void IsModern_Version_IsADateOfTheFirstModernOneOrLater(string? version, bool expected) => Assert.Equal(expected, ProtocolVersion.IsModern(version));
}
