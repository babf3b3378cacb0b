using System.Collections.Frozen;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Gateway.Authorization;

/// <summary>
/// Finds the entry for a name: the exact one, else that with the longest beginning. What it costs does not grow with the number of entries. Names are
/// compared as <see cref="LenientName"/> does.
/// </summary>
internal sealed class AccessRules
{
    private readonly string _key;
    private readonly FrozenDictionary<string, AccessRule> _exact;
    private readonly FrozenDictionary<string, AccessRule> _beginnings;
    private readonly int[] _lengths;

    /// <param name="key">Where the entries are in the configuration.</param>
    /// <param name="entries">The entries, by name or beginning.</param>
    public AccessRules(string key, IReadOnlyDictionary<string, AccessRequirement> entries)
    {
        _key = key;
        _exact = Select(entries, isBeginning: false);
        _beginnings = Select(entries, isBeginning: true);
        _lengths = [.. _beginnings.Keys.Select(beginning => beginning.Length).Distinct().OrderDescending()];
    }

    public bool Any => _exact.Count + _beginnings.Count > 0;

    /// <summary>The rule for a name; null when there is none.</summary>
    public AccessRule? Find(string name)
    {
        var normal = LenientName.Normalize(name);
        if (_exact.TryGetValue(normal, out var rule))
        {
            return rule;
        }

        var beginnings = _beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _lengths)
        {
            if (length <= normal.Length && beginnings.TryGetValue(normal.AsSpan(0, length), out rule))
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>The key of an entry as the rules compare it: two of which this is the same are for the same names.</summary>
    public static string NormalizeKey(string key) => key.EndsWith('*') ? LenientName.Normalize(key[..^1]) + '*' : LenientName.Normalize(key);

    private FrozenDictionary<string, AccessRule> Select(IReadOnlyDictionary<string, AccessRequirement> entries, bool isBeginning) => entries
        .Where(entry => entry.Key.EndsWith('*') == isBeginning)
        .ToFrozenDictionary(
            entry => NormalizeKey(entry.Key).TrimEnd('*'), entry => new AccessRule($"{_key}:{entry.Key}", entry.Value), StringComparer.Ordinal);
}
