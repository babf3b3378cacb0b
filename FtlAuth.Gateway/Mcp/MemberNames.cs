using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace FtlAuth.Gateway.Mcp;

/// <summary>
/// The member names of one JSON object, to find one that stands twice, escapes decoded. An ordinary object takes no memory but the stack's, any
/// other only pooled memory.
/// </summary>
internal ref struct MemberNames(ReadOnlySpan<byte> json) : IDisposable
{
    private readonly ReadOnlySpan<byte> _json = json;
    private Few _few;
    private int _count;
    private Name[]? _table;

    /// <summary>False when the name, at which the reader stands, was there before.</summary>
    /// <exception cref="InvalidOperationException">The name has half of a surrogate pair.</exception>
    public bool TryAdd(ref Utf8JsonReader name)
    {
        var start = (int)name.TokenStartIndex + 1;
        var added = new Name(start, name.ValueSpan.Length, name.ValueIsEscaped, 0);
        if (_table is null && !added.IsEscaped && _count < Few.Length)
        {
            foreach (var known in _few[.._count])
            {
                if (Raw(known).SequenceEqual(Raw(added)))
                {
                    return false;
                }
            }

            _few[_count++] = added;
            return true;
        }

        return TryAddToTable(added);
    }

    public readonly void Dispose()
    {
        if (_table is not null)
        {
            ArrayPool<Name>.Shared.Return(_table);
        }
    }

    private bool TryAddToTable(Name name)
    {
        if (_table is null)
        {
            _table = Rent(Few.Length * 4);
            foreach (var known in _few[.._count])
            {
                Insert(_table, known with { Hash = HashOf(known) });
            }
        }
        else if (_count >= _table.Length / 2)
        {
            Grow();
        }

        _count++;
        return Insert(_table, name with { Hash = HashOf(name) });
    }

    private void Grow()
    {
        var larger = Rent(_table!.Length * 2);
        foreach (var known in _table)
        {
            if (known.Start > 0)
            {
                Insert(larger, known);
            }
        }

        ArrayPool<Name>.Shared.Return(_table);
        _table = larger;
    }

    /// <summary>False when the name is there already.</summary>
    private readonly bool Insert(Name[] table, Name name)
    {
        // Open addressing: a name stands at its hash or behind it, before the first free place.
        var index = (uint)name.Hash % (uint)table.Length;
        while (table[index].Start > 0)
        {
            if (table[index].Hash == name.Hash && AreEqual(table[index], name))
            {
                return false;
            }

            index = (index + 1) % (uint)table.Length;
        }

        table[index] = name;
        return true;
    }

    private readonly bool AreEqual(Name first, Name second)
    {
        if (!first.IsEscaped && !second.IsEscaped)
        {
            return Raw(first).SequenceEqual(Raw(second));
        }

        var buffer = ArrayPool<char>.Shared.Rent(first.Length + second.Length);
        try
        {
            var length = Decode(first, buffer);
            return buffer.AsSpan(length, Decode(second, buffer.AsSpan(length))).SequenceEqual(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    // The framework's hash of a text differs from process to process, so that nobody can make up names that collide.
    private readonly int HashOf(Name name)
    {
        var buffer = ArrayPool<char>.Shared.Rent(name.Length);
        try
        {
            return string.GetHashCode(buffer.AsSpan(0, Decode(name, buffer)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>The name's text, which is never longer than its bytes.</summary>
    private readonly int Decode(Name name, Span<char> text)
    {
        if (!name.IsEscaped)
        {
            return Encoding.UTF8.GetChars(Raw(name), text);
        }

        var reader = new Utf8JsonReader(_json.Slice(name.Start - 1, name.Length + 2));
        reader.Read();
        return reader.CopyString(text);
    }

    private readonly ReadOnlySpan<byte> Raw(Name name) => _json.Slice(name.Start, name.Length);

    private static Name[] Rent(int length)
    {
        var table = ArrayPool<Name>.Shared.Rent(length);
        Array.Clear(table);
        return table;
    }

    /// <param name="Start">Where it stands, behind its quote, so that it is never 0.</param>
    /// <param name="Length">Its length in bytes.</param>
    /// <param name="IsEscaped">Whether it has escapes.</param>
    /// <param name="Hash">The hash of its text.</param>
    private readonly record struct Name(int Start, int Length, bool IsEscaped, int Hash);

    [InlineArray(Length)]
    private struct Few
    {
        public const int Length = 16;
        private Name _first;
    }
}
