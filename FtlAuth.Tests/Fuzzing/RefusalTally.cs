using System.Globalization;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>How many tokens ended how.</summary>
internal sealed class RefusalTally
{
    private readonly long[] _counts = new long[Enum.GetValues<TokenRefusal>().Length];

    public long Total => _counts.Sum();

    public void Add(TokenRefusal refusal) => Interlocked.Increment(ref _counts[(int)refusal]);

    public long Count(TokenRefusal refusal) => _counts[(int)refusal];

    /// <summary>The share of a stage: all refusals between two, in percent.</summary>
    public double Percent(TokenRefusal first, TokenRefusal last) => 100d * _counts[(int)first..((int)last + 1)].Sum() / Total;

    public override string ToString() => string.Join(
        '\n',
        Enum.GetValues<TokenRefusal>().Select(refusal => string.Create(CultureInfo.InvariantCulture, $"{Count(refusal),9:N0} {Percent(refusal, refusal),6:F2} % {refusal}")));
}
