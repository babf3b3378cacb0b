using System.Text.Json;
using System.Text.Unicode;

namespace FtlAuth.Gateway.Mcp;

/// <summary>
/// Reads a JSON-RPC message in one pass over its bytes, as the strictest of the servers behind would: any input gives a decision. Servers take
/// the last of two members, decode escapes and some ignore letter case, so that what two readers could read differently is refused.
/// </summary>
internal ref struct MessageInspector
{
    public const string AuthContext = "_authContext";

    /// <summary>The most messages in a batch.</summary>
    public const int MaxBatch = 100;

    private const string Meta = "_meta";
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _body;
    private readonly string _metaKey;
    private Utf8JsonReader _reader;
    private List<Edit>? _cuts;
    private string? _mistake;
    private InspectedMessage _message;

    private MessageInspector(ReadOnlySpan<byte> body, string metaKey, bool isBatch)
    {
        _body = body;
        _metaKey = metaKey;

        // The depth counts from the message, of which a batch is the outside.
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = isBatch ? MaxDepth + 1 : MaxDepth });
    }

    /// <param name="body">The body, without its transfer coding.</param>
    /// <param name="metaKey">The member of <c>_meta</c> that clients cannot set.</param>
    /// <param name="allowBatch">Whether several messages may come in an array.</param>
    public static InspectedMessage Inspect(ReadOnlySpan<byte> body, string metaKey, bool allowBatch = false)
    {
        if (!Utf8.IsValid(body))
        {
            return InspectedMessage.ParseError("The body is not valid UTF-8");
        }

        var isBatch = body.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
        if (isBatch && !allowBatch)
        {
            return InspectedMessage.Invalid("Batches are not accepted: send one JSON-RPC message");
        }

        var inspector = new MessageInspector(body, metaKey, isBatch);
        try
        {
            return isBatch ? inspector.ReadBatch() : inspector.ReadBody();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member name with half of a surrogate pair, which is JSON but no text.
            return InspectedMessage.ParseError("The body is not valid JSON, or nested too deeply");
        }
    }

    private InspectedMessage ReadBody()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return InspectedMessage.ParseError("The body is not a JSON object");
        }

        if (!TryReadMessage())
        {
            return InspectedMessage.ParseError("The body has a member twice");
        }

        // Whatever follows the object throws here.
        _reader.Read();
        return Judged(_message);
    }

    private InspectedMessage ReadBatch()
    {
        var messages = new List<InspectedMessage>();
        _reader.Read();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                return InspectedMessage.ParseError("The batch has an element that is not a JSON object");
            }

            if (messages.Count == MaxBatch)
            {
                return InspectedMessage.Invalid($"The batch has more than {MaxBatch} messages");
            }

            if (!TryReadMessage())
            {
                return InspectedMessage.ParseError("The body has a member twice");
            }

            _mistake ??= _message.IsInitialize ? "A batch must not have initialize in it" : null;
            messages.Add(_message);
        }

        _reader.Read();
        _mistake ??= messages.Count == 0 ? "The batch is empty" : null;
        return Judged(new InspectedMessage { Batch = [.. messages] });
    }

    private readonly InspectedMessage Judged(InspectedMessage message) => message with
    {
        Mistake = _mistake,
        ErrorCode = _mistake is null ? 0 : JsonRpcError.InvalidRequest,
        Cuts = _cuts,
    };

    /// <summary>Reads the object at which the reader stands; false when it has a member twice.</summary>
    private bool TryReadMessage()
    {
        _message = default;
        if (!TryReadEnvelope())
        {
            return false;
        }

        var (parameters, meta) = (_message.Params, _message.Meta);
        if (_message.IsInitialize && ((parameters.Exists && !parameters.IsObject) || (meta.Exists && !meta.IsObject)))
        {
            _mistake ??= "The params of initialize, and their _meta, must be objects";
        }

        return true;
    }

    private bool TryReadEnvelope()
    {
        using var names = new MemberNames(_body);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!names.TryAdd(ref _reader))
            {
                return false;
            }

            if (!_reader.ValueTextEquals("params"u8))
            {
                ReadEnvelopeMember();
                continue;
            }

            _reader.Read();
            if (!TryReadParams())
            {
                return false;
            }
        }

        _message.Envelope = new InspectedObject(true, (int)_reader.TokenStartIndex, true);
        return true;
    }

    private void ReadEnvelopeMember()
    {
        if (_reader.ValueTextEquals("method"u8))
        {
            _reader.Read();
            _message.Method = InspectedText.At(ref _reader);

            // Not by the reader, which throws at half of a surrogate pair: that is JSON, and no text.
            _message.IsInitialize = _message.Method.Is(_body, "initialize");
            _mistake ??= _message.HasMethod ? null : "The method is not a string";
        }
        else if (_reader.ValueTextEquals("id"u8))
        {
            _reader.Read();
            _message.HasId = _reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null;
            _message.Id = _message.HasId ? (int)_reader.TokenStartIndex..(int)_reader.BytesConsumed : default;
            _mistake ??= _message.HasId ? null : "The id is neither a string nor a number";
        }
        else if (IsLookalike("params") || IsLookalike("method") || IsLookalike("id"))
        {
            _mistake ??= "A member of the message reads like params, method or id, but is none of them";
        }

        _reader.Skip();
    }

    /// <summary>False when a member stands twice.</summary>
    private bool TryReadParams()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _message.Params = InspectedObject.NotAnObject;
            _reader.Skip();
            return true;
        }

        using var names = new MemberNames(_body);
        var editor = ObjectEditor.Begin();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)_reader.TokenStartIndex;
            editor.Next(start, ref _cuts);
            if (!names.TryAdd(ref _reader))
            {
                return false;
            }

            if (IsLookalike(AuthContext))
            {
                _reader.Skip();
                editor.Cut(start, (int)_reader.BytesConsumed, ref _cuts);
                continue;
            }

            if (!_reader.ValueTextEquals("_meta"u8))
            {
                ReadParamsMember();
            }
            else if (!TryReadMeta())
            {
                return false;
            }

            editor.Keep((int)_reader.BytesConsumed);
        }

        editor.End(ref _cuts);
        _message.Params = new InspectedObject(true, (int)_reader.TokenStartIndex, editor.HasMembers);
        return true;
    }

    private void ReadParamsMember()
    {
        if (_reader.ValueTextEquals("name"u8))
        {
            _reader.Read();
            _message.Name = InspectedText.At(ref _reader);
        }
        else if (_reader.ValueTextEquals("uri"u8))
        {
            _reader.Read();
            _message.Uri = InspectedText.At(ref _reader);
        }
        else if (IsLookalike("name"))
        {
            _message.HasNameLookalike = true;
        }
        else if (IsLookalike(Meta))
        {
            _mistake ??= "A member of params reads like _meta, but is another";
        }

        _reader.Skip();
    }

    /// <summary>False when a member stands twice.</summary>
    private bool TryReadMeta()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _message.Meta = InspectedObject.NotAnObject;
            _reader.Skip();
            return true;
        }

        using var names = new MemberNames(_body);
        var editor = ObjectEditor.Begin();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)_reader.TokenStartIndex;
            editor.Next(start, ref _cuts);
            if (!names.TryAdd(ref _reader))
            {
                return false;
            }

            if (IsLookalike(_metaKey))
            {
                _reader.Skip();
                editor.Cut(start, (int)_reader.BytesConsumed, ref _cuts);
                continue;
            }

            if (_reader.ValueTextEquals("io.modelcontextprotocol/protocolVersion"u8))
            {
                _reader.Read();
                _message.ProtocolVersion = InspectedText.At(ref _reader);
            }

            _reader.Skip();
            editor.Keep((int)_reader.BytesConsumed);
        }

        editor.End(ref _cuts);
        _message.Meta = new InspectedObject(true, (int)_reader.TokenStartIndex, editor.HasMembers);
        return true;
    }

    private bool IsLookalike(string name) => MemberName.EqualsIgnoreCase(ref _reader, name);
}
