namespace FtlAuth.Gateway.Mcp;

/// <summary>Cuts members out of one JSON object with the comma that belongs to them, so that what stays keeps its bytes.</summary>
internal struct ObjectEditor
{
    private int _previousEnd;
    private int _leadingStart;
    private int _leadingEnd;

    /// <summary>Whether a member stays.</summary>
    public bool HasMembers { get; private set; }

    public static ObjectEditor Begin() => new() { _leadingStart = -1 };

    /// <summary>A member begins: what was cut before the first that stays is cut up to here.</summary>
    public void Next(int nameStart, ref List<Edit>? edits)
    {
        if (_leadingStart >= 0)
        {
            (edits ??= []).Add(new Edit(_leadingStart, nameStart));
            _leadingStart = -1;
        }
    }

    public void Keep(int valueEnd)
    {
        HasMembers = true;
        _previousEnd = valueEnd;
    }

    public void Cut(int nameStart, int valueEnd, ref List<Edit>? edits)
    {
        if (HasMembers)
        {
            (edits ??= []).Add(new Edit(_previousEnd, valueEnd));
            _previousEnd = valueEnd;
        }
        else
        {
            _leadingStart = nameStart;
            _leadingEnd = valueEnd;
        }
    }

    public readonly void End(ref List<Edit>? edits)
    {
        if (_leadingStart >= 0)
        {
            (edits ??= []).Add(new Edit(_leadingStart, _leadingEnd));
        }
    }
}
