using System.Text.RegularExpressions;

namespace FtlAuth.Tests.Conventions;

public sealed partial class SourceConventionTests
{
    [Fact]
    public void Sources_OfTheProduct_AreFound() => Assert.Contains(ProductSources.Files(), file => file.Path == Path.Combine("FtlAuth.Gateway", "GatewayApplication.cs"));

    [Fact]
    public void Sources_OfTheProduct_HaveNoClockButTimeProvider() => Violations.AssertNone(Find(ProductSources.Files(), Clock()));

    [Fact]
    public void Sources_OfTheProduct_LogByGeneratedMethodsAlone() => Violations.AssertNone(Find(ProductSources.Files(), DirectLog()));

    [Fact]
    public void Sources_OfEverything_LeaveNothingToDo() => Violations.AssertNone(Find(ProductSources.AllFiles(), Unfinished()));

    [Fact]
    public void Sources_OfEverything_DoNotSleep() => Violations.AssertNone(Find(ProductSources.AllFiles(), Sleep()));

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("var now = DateTimeOffset.Now;")]
    [InlineData("var watch = Stopwatch.StartNew();")]
    public void Clock_InALine_IsFound(string line) => Assert.Matches(Clock(), line);

    [Theory]
    [InlineData("logger.LogInformation(\"x\");")]
    [InlineData("_logger.Log(LogLevel.Debug, \"x\");")]
    public void DirectLog_InALine_IsFound(string line) => Assert.Matches(DirectLog(), line);

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\bStopwatch\b|\bEnvironment\.TickCount")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(\s*(LogLevel|""|\$""|exception|ex\b)")]
    private static partial Regex DirectLog();

    // In two parts, so that this line is not found itself.
    [GeneratedRegex(@"\b(TO" + "DO|FIX" + "ME|HA" + @"CK)\b|NotImplemented" + "Exception")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bThread\.Sle" + @"ep\(")]
    private static partial Regex Sleep();

    private static IEnumerable<string> Find(IEnumerable<(string Path, string[] Lines)> files, Regex pattern) =>
        from file in files
        from line in file.Lines.Index()
        where pattern.IsMatch(line.Item)
        select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}";
}
