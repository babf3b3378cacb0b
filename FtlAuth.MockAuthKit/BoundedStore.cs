using System.Diagnostics.CodeAnalysis;

namespace FtlAuth.MockAuthKit;

/// <summary>A thread-safe dictionary of the last so many entries: the oldest goes when a new one comes.</summary>
internal sealed class BoundedStore<TValue>(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TValue> _values = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Set(string key, TValue value)
    {
        lock (_lock)
        {
            if (!_values.TryAdd(key, value))
            {
                _values[key] = value;
                return;
            }

            _order.Enqueue(key);
            if (_order.Count > capacity)
            {
                _values.Remove(_order.Dequeue());
            }
        }
    }

    public bool TryGet(string key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            return _values.TryGetValue(key, out value);
        }
    }

    public bool Contains(string key) => TryGet(key, out _);
}
