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
    private const string Meta = "_meta";
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _body;
    private readonly string _metaKey;
    private Utf8JsonReader _reader;
    private List<Edit>? _cuts;
    private string? _mistake;
    private Range _id;
    private bool _hasId;
    private bool _hasMethod;
    private bool _isInitialize;
    private InspectedObject _params;
    private InspectedObject _meta;

    private MessageInspector(ReadOnlySpan<byte> body, string metaKey)
    {
        _body = body;
        _metaKey = metaKey;
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <param name="body">The body, without its transfer coding.</param>
    /// <param name="metaKey">The member of <c>_meta</c> that clients cannot set.</param>
    public static InspectedMessage Inspect(ReadOnlySpan<byte> body, string metaKey)
    {
        if (!Utf8.IsValid(body))
        {
            return InspectedMessage.ParseError("The body is not valid UTF-8");
        }

        var inspector = new MessageInspector(body, metaKey);
        try
        {
            return inspector.ReadMessage();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member name with half of a surrogate pair, which is JSON but no text.
            return InspectedMessage.ParseError("The body is not valid JSON, or nested too deeply");
        }
    }

    private InspectedMessage ReadMessage()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.StartArray)
        {
            _mistake = "Batches are not accepted: send one JSON-RPC message";
            return Result(InspectedObject.Missing);
        }

        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return InspectedMessage.ParseError("The body is not a JSON object");
        }

        if (ReadEnvelope() is not { } envelope)
        {
            return InspectedMessage.ParseError("The body has a member twice");
        }

        // Whatever follows the object throws here.
        _reader.Read();
        if (_isInitialize && ((_params.Exists && !_params.IsObject) || (_meta.Exists && !_meta.IsObject)))
        {
            _mistake ??= "The params of initialize, and their _meta, must be objects";
        }

        return Result(envelope);
    }

    private readonly InspectedMessage Result(InspectedObject envelope) => new()
    {
        Mistake = _mistake,
        ErrorCode = _mistake is null ? 0 : JsonRpcError.InvalidRequest,
        Id = _id,
        HasId = _hasId,
        HasMethod = _hasMethod,
        IsInitialize = _isInitialize,
        Envelope = envelope,
        Params = _params,
        Meta = _meta,
        Cuts = _cuts,
    };

    /// <summary>Null when a member stands twice.</summary>
    private InspectedObject? ReadEnvelope()
    {
        var names = new MemberNames(_body);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!names.TryAdd(ref _reader))
            {
                return null;
            }

            if (_reader.ValueTextEquals("params"u8))
            {
                _reader.Read();
                if (!ReadParams())
                {
                    return null;
                }
            }
            else
            {
                ReadEnvelopeMember();
            }
        }

        return new InspectedObject(true, (int)_reader.TokenStartIndex, true);
    }

    private void ReadEnvelopeMember()
    {
        if (_reader.ValueTextEquals("method"u8))
        {
            _reader.Read();
            _hasMethod = _reader.TokenType == JsonTokenType.String;
            _isInitialize = _hasMethod && _reader.ValueTextEquals("initialize"u8);
            _mistake ??= _hasMethod ? null : "The method is not a string";
        }
        else if (_reader.ValueTextEquals("id"u8))
        {
            _reader.Read();
            _hasId = _reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null;
            _id = _hasId ? (int)_reader.TokenStartIndex..(int)_reader.BytesConsumed : default;
            _mistake ??= _hasId ? null : "The id is neither a string nor a number";
        }
        else if (IsLookalike("params") || IsLookalike("method") || IsLookalike("id"))
        {
            _mistake ??= "A member of the message differs from params, method or id in letter case only";
        }

        _reader.Skip();
    }

    /// <summary>False when a member stands twice.</summary>
    private bool ReadParams()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _params = InspectedObject.NotAnObject;
            _reader.Skip();
            return true;
        }

        var names = new MemberNames(_body);
        var editor = ObjectEditor.Begin();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)_reader.TokenStartIndex;
            editor.Next(start, ref _cuts);
            if (!names.TryAdd(ref _reader))
            {
                return false;
            }

            if (MemberName.EqualsIgnoreCase(ref _reader, AuthContext))
            {
                _reader.Skip();
                editor.Cut(start, (int)_reader.BytesConsumed, ref _cuts);
                continue;
            }

            if (_reader.ValueTextEquals("_meta"u8))
            {
                _reader.Read();
                if (!ReadMeta())
                {
                    return false;
                }
            }
            else
            {
                _mistake ??= IsLookalike(Meta) ? "A member of params differs from _meta in letter case only" : null;
                _reader.Skip();
            }

            editor.Keep((int)_reader.BytesConsumed);
        }

        editor.End(ref _cuts);
        _params = new InspectedObject(true, (int)_reader.TokenStartIndex, editor.HasMembers);
        return true;
    }

    /// <summary>False when a member stands twice.</summary>
    private bool ReadMeta()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _meta = InspectedObject.NotAnObject;
            _reader.Skip();
            return true;
        }

        var names = new MemberNames(_body);
        var editor = ObjectEditor.Begin();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)_reader.TokenStartIndex;
            editor.Next(start, ref _cuts);
            if (!names.TryAdd(ref _reader))
            {
                return false;
            }

            var forged = MemberName.EqualsIgnoreCase(ref _reader, _metaKey);
            _reader.Skip();
            if (forged)
            {
                editor.Cut(start, (int)_reader.BytesConsumed, ref _cuts);
            }
            else
            {
                editor.Keep((int)_reader.BytesConsumed);
            }
        }

        editor.End(ref _cuts);
        _meta = new InspectedObject(true, (int)_reader.TokenStartIndex, editor.HasMembers);
        return true;
    }

    private bool IsLookalike(string name) => MemberName.EqualsIgnoreCase(ref _reader, name);
}
