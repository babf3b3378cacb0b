using System.Runtime.CompilerServices;

namespace FtlAuth.Gateway.Audit;

/// <summary>What the log says of a refusal; made only when the log has room for it, so that a flood costs no texts.</summary>
[InterpolatedStringHandler]
internal ref struct RefusalSentence
{
    private DefaultInterpolatedStringHandler _text;

    public RefusalSentence(int literalLength, int formattedCount, Decisions decisions, RefusalReason reason, out bool isTold)
    {
        isTold = IsTold = decisions.Audit.TryTakeLine(reason);
        if (isTold)
        {
            _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
        }
    }

    /// <summary>Whether the log has room for it.</summary>
    public bool IsTold { get; }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted(string? value) => _text.AppendLiteral(LogText.Printable(value, LogText.LongestPart));

    /// <summary>The text, once.</summary>
    public string ToStringAndClear() => _text.ToStringAndClear();
}
