using System.Collections;

namespace FtlAuth.Gateway.Audit;

/// <summary>One event of the audit log: a sentence for people, and fields for machines, of which those without a value are left out.</summary>
internal sealed class AuditEvent : IReadOnlyList<KeyValuePair<string, object?>>
{
    // What exporters and the JSON console take the message from.
    private const string OriginalFormat = "{OriginalFormat}";

    private readonly List<KeyValuePair<string, object?>> _fields = [];
    private readonly string _sentence;

    /// <param name="name">The field <c>event</c>.</param>
    /// <param name="sentence">What happened, what it means, what to do.</param>
    public AuditEvent(string name, string sentence)
    {
        _sentence = sentence;
        _fields.Add(new(OriginalFormat, sentence));
        Add("event", name);
    }

    public int Count => _fields.Count;

    public KeyValuePair<string, object?> this[int index] => _fields[index];

    public AuditEvent Add(string field, object? value)
    {
        if (value is not (null or ""))
        {
            _fields.Add(new(field, value is string text ? LogText.Printable(text) : value));
        }

        return this;
    }

    public override string ToString() => _sentence;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
