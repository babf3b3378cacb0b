using System.Globalization;
using System.Text;

namespace FtlAuth.Tests.Mcp;

/// <summary>
/// Makes JSON-RPC bodies that are mostly well-formed and full of what can go wrong: escapes, other case, duplicates, forged members, calls of tools
/// in every spelling, batches, thousands of members, broken bytes; and now and then bytes that are nothing at all.
/// </summary>
internal sealed class RandomBody(int seed)
{
    private const string Version = "io.modelcontextprotocol/protocolVersion";

    private static readonly string[] EnvelopeNames = ["jsonrpc", "id", "method", "method", "params", "params", "result", "x"];
    private static readonly string[] EnvelopeLookalikes = ["Params", "ID", "paramſ", "METHOD", "params\0", "method\0x", "İd"];
    private static readonly string[] ParamsNames = ["_authContext", "_AUTHCONTEXT", "_meta", "_meta", "name", "name", "uri", "arguments", "a", "A", "é", "", "params"];
    private static readonly string[] ParamsLookalikes = ["_Meta", "Name", "NAME", "name\0", "URI", "_authContext\0", "_authContext\0x", "_AuthContext", "_meta\0", "authContext"];
    private static readonly string[] MetaNames = ["dev.ftl/user", "DEV.ftl/User", "dev.ftl/uſer", Version, Version, "progressToken", "a", "_meta", "_authContext"];
    private static readonly string[] MetaLookalikes = ["dev.ftl/user\0", "Dev.ftl/user\0x", "dev.ftl/users", "IO.modelcontextprotocol/protocolVersion"];

    private static readonly string[] Methods =
    [
        "\"initialize\"", "\"initialize\"", "\"\\u0069nitialize\"", "\"Initialize\"", "\"x\"", "\"tools/call\"", "\"tools/call\"", "\"tools/call\"", "\"tools\\/call\"",
        "\"Tools/Call\"", "\" tools/call\"", "\"toolſ/call\"", "\"tools/call\\u0000\"", "\"prompts/get\"", "\"resources/read\"", "\"Resources/list\"",
        "\"subscriptions/listen\"", "\"\\ud800\"", "1", "null",
    ];

    private static readonly string[] Named =
    [
        "\"echo\"", "\"echo\"", "\"\\u0065cho\"", "\"delete_user\"", "\"DELETE_user\"", "\" delete_user \"", "\"delete_uſer\"", "\"delete_\\u0075ser\"", "\"delete_user\\u0000\"",
        "\"delete_users\"", "\"admin\"", "\"ADMIN_x\"", "\"admın\"", "\"é\"", "\"\\u00e9\"", "\"\"", "\"\\ud800\"", "[\"delete_user\"]", "7", "null", "{}",
    ];

    private static readonly string[] Versions = ["\"2026-07-28\"", "\"2026-07-28\"", "\"2026\\u002d07-28\"", "\"2025-06-18\"", "\"\"", "1", "null", "[]"];
    private static readonly string[] Ids = ["1", "\"a\"", "null", "12345678901234567890", "1.0", "-0", "\"\\ud800\"", "1", "2", "true", "{}"];

    private static readonly string[] Scalars =
        ["0", "1.0", "-1e-7", "12345678901234567890", "true", "false", "null", "\"\"", "\"\\ud83d\\ude00\"", "\"}],\"", "\"\\\"{\"", "\"é\"", "\"\\ud800\""];

    private static readonly string[] Spaces = ["", "", "", "", " ", "\n", "\t", "\r\n "];
    private static readonly byte[] BadBytes = [.. "{}[]\",:\\\0 1eu_"u8, 0xFF, 0x80, 0xEF, 0xBB, 0xBF];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>A body, or what is left of one.</summary>
    /// <param name="batches">Whether half of them are batches; else few.</param>
    public byte[] Next(bool batches = false)
    {
        if (OneIn(60))
        {
            return NoBody();
        }

        var body = Write(batches);
        if (!OneIn(4))
        {
            return body;
        }

        if (OneIn(4))
        {
            // Two of them, cut anywhere.
            var other = Write(batches);
            return [.. body[.._random.Next(body.Length)], .. other[_random.Next(other.Length)..]];
        }

        for (var edits = _random.Next(1, 4); edits > 0 && body.Length > 0; edits--)
        {
            body = Break(body);
        }

        return body;
    }

    /// <summary>A number below <paramref name="limit"/>, from the same sequence.</summary>
    public int Choose(int limit) => _random.Next(limit);

    private byte[] Write(bool batches)
    {
        _text.Clear();
        WriteSpace();
        if (OneIn(batches ? 2 : 20))
        {
            WriteBatch();
        }
        else
        {
            WriteMessage();
        }

        WriteSpace();
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private void WriteBatch()
    {
        var count = OneIn(100) ? _random.Next(98, 103) : _random.Next(4);
        _text.Append('[');
        for (var index = 0; index < count; index++)
        {
            _text.Append(index > 0 ? "," : "");
            WriteSpace();
            if (OneIn(40))
            {
                WriteAny(2);
            }
            else if (count > 50)
            {
                _text.Append("{}");
            }
            else
            {
                WriteMessage();
            }

            WriteSpace();
        }

        _text.Append(']');
    }

    private void WriteMessage() => WriteObject(EnvelopeNames, EnvelopeLookalikes, 6, WriteEnvelopeValue);

    private void WriteEnvelopeValue(string name)
    {
        switch (name)
        {
            case "method":
                _text.Append(Pick(Methods));
                break;
            case "id":
                _text.Append(Pick(Ids));
                break;
            case "params" when !OneIn(8):
                WriteObject(ParamsNames, ParamsLookalikes, 6, WriteParamsValue);
                break;
            default:
                WriteAny(3);
                break;
        }
    }

    private void WriteParamsValue(string name)
    {
        switch (name)
        {
            case "_meta" when !OneIn(6):
                WriteObject(MetaNames, MetaLookalikes, 5, WriteMetaValue);
                break;
            case "name" or "Name" or "uri":
                _text.Append(Pick(Named));
                break;
            default:
                WriteAny(3);
                break;
        }
    }

    private void WriteMetaValue(string name)
    {
        if (name == Version)
        {
            _text.Append(Pick(Versions));
        }
        else
        {
            WriteAny(2);
        }
    }

    private void WriteObject(string[] names, string[] lookalikes, int most, Action<string> writeValue)
    {
        // Names mostly differ, so that most bodies get past the check for duplicates; now and then there are more than fit the fast path.
        var chosen = names.OrderBy(_ => _random.Next()).Take(_random.Next(most + 1)).Distinct().ToList();
        if (OneIn(5))
        {
            chosen.Insert(_random.Next(chosen.Count + 1), Pick(lookalikes));
        }

        if (chosen.Count > 0 && OneIn(30))
        {
            chosen.Add(Pick([.. chosen]));
        }

        if (OneIn(60))
        {
            var count = OneIn(20) ? _random.Next(200, 3_000) : _random.Next(10, 40);
            chosen.InsertRange(_random.Next(chosen.Count + 1), Enumerable.Range(0, count).Select(index => index % 7 == 0 ? $"é{index}" : $"n{index}"));
        }

        _text.Append('{');
        WriteSpace();
        for (var index = 0; index < chosen.Count; index++)
        {
            _text.Append(index > 0 ? "," : "");
            WriteSpace();
            WriteName(chosen[index]);
            WriteSpace();
            _text.Append(':');
            WriteSpace();
            writeValue(chosen[index]);
            WriteSpace();
        }

        _text.Append('}');
    }

    private void WriteAny(int depth)
    {
        switch (depth == 0 ? 0 : _random.Next(4))
        {
            case 1:
                WriteObject(ParamsNames, ParamsLookalikes, 3, _ => WriteAny(depth - 1));
                break;
            case 2:
                _text.Append('[');
                for (var count = _random.Next(3); count > 0; count--)
                {
                    WriteAny(depth - 1);
                    _text.Append(count > 1 ? "," : "");
                }

                _text.Append(']');
                break;
            case 3 when OneIn(30):
                var levels = _random.Next(55, 67);
                _text.Append('[', levels).Append(']', levels);
                break;
            default:
                _text.Append(Pick(Scalars));
                break;
        }
    }

    private void WriteName(string name)
    {
        _text.Append('"');
        var escape = OneIn(5);
        foreach (var character in name)
        {
            if (character < ' ' || (escape && OneIn(3)))
            {
                _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                _text.Append(escape && character == '/' ? "\\/" : character.ToString());
            }
        }

        _text.Append(OneIn(400) ? "\\ud800" : "").Append('"');
    }

    private byte[] Break(byte[] body)
    {
        var position = _random.Next(body.Length);
        var one = OneIn(4) ? (byte)_random.Next(256) : BadBytes[_random.Next(BadBytes.Length)];
        return _random.Next(6) switch
        {
            0 => [.. body[..position], .. body[(position + 1)..]],
            1 => [.. body[..position], one, .. body[position..]],
            2 => [.. body[..position], one, .. body[(position + 1)..]],
            3 => [.. body[..position], (byte)(body[position] ^ (1 << _random.Next(8))), .. body[(position + 1)..]],
            4 => [.. body, .. body[position..]],
            _ => body[..position],
        };
    }

    private byte[] NoBody()
    {
        var bytes = new byte[_random.Next(64)];
        if (OneIn(2))
        {
            _random.NextBytes(bytes);
        }
        else
        {
            for (var index = 0; index < bytes.Length; index++)
            {
                bytes[index] = BadBytes[_random.Next(BadBytes.Length)];
            }
        }

        return bytes;
    }

    private void WriteSpace() => _text.Append(Pick(Spaces));

    private bool OneIn(int count) => _random.Next(count) == 0;

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
