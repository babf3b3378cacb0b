using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FtlAuth.Gateway.Mcp;

/// <summary>The member names of one JSON object, to find one that stands twice, escapes decoded. Allocates only for objects that are out of the ordinary.</summary>
internal ref struct MemberNames(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private Slots _slots;
    private int _count;
    private HashSet<string>? _many;

    /// <summary>False when the name, at which the reader stands, was there before.</summary>
    public bool TryAdd(ref Utf8JsonReader name)
    {
        if (_many is null && !name.ValueIsEscaped && _count < Slots.Length)
        {
            var start = (int)name.TokenStartIndex + 1;
            var range = start..(start + name.ValueSpan.Length);
            for (var index = 0; index < _count; index++)
            {
                if (_json[_slots[index]].SequenceEqual(_json[range]))
                {
                    return false;
                }
            }

            _slots[_count++] = range;
            return true;
        }

        _many ??= CopySlots();
        return _many.Add(name.GetString()!);
    }

    private readonly HashSet<string> CopySlots()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < _count; index++)
        {
            names.Add(System.Text.Encoding.UTF8.GetString(_json[_slots[index]]));
        }

        return names;
    }

    [InlineArray(Length)]
    private struct Slots
    {
        public const int Length = 16;
        private Range _first;
    }
}
