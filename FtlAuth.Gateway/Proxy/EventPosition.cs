namespace FtlAuth.Gateway.Proxy;

/// <summary>
/// Where in a <c>text/event-stream</c> the bytes so far have led: a comment may stand wherever a line begins, and here stands only where no event has
/// begun, so that even a reader that takes a comment for an event's end is not misled. A line ends with LF, CR, or CR and LF.
/// </summary>
internal struct EventPosition
{
    private bool _isInLine;
    private bool _isInEvent;
    private bool _isAfterCarriageReturn;

    /// <summary>At the start, behind a blank line, and behind whole comments there.</summary>
    public readonly bool IsBetweenEvents => !_isInLine && !_isInEvent;

    public void Advance(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            // (1) What is left of the last line's end.
            if (_isAfterCarriageReturn && bytes[0] == '\n')
            {
                bytes = bytes[1..];
            }

            _isAfterCarriageReturn = false;

            // (2) The line, or what has come of it: all but comments belong to an event.
            var length = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            var part = length < 0 ? bytes : bytes[..length];
            if (!part.IsEmpty)
            {
                _isInEvent |= !_isInLine && part[0] != ':';
                _isInLine = true;
            }

            if (length < 0)
            {
                return;
            }

            // (3) Its end; a line without anything before it ends an event.
            _isInEvent &= _isInLine;
            _isInLine = false;
            _isAfterCarriageReturn = bytes[length] == '\r';
            bytes = bytes[(length + 1)..];
        }
    }
}
