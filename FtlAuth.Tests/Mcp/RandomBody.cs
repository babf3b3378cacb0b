using System.Globalization;
using System.Text;

namespace FtlAuth.Tests.Mcp;

/// <summary>Makes JSON-RPC bodies that are mostly well-formed and full of what can go wrong: escapes, other case, duplicates, forged members, broken bytes.</summary>
internal sealed class RandomBody(int seed)
{
    private static readonly string[] EnvelopeNames = ["jsonrpc", "id", "method", "params", "result", "x", "Params", "ID", "paramſ"];
    private static readonly string[] ParamsNames = ["_authContext", "_AUTHCONTEXT", "_meta", "name", "arguments", "a", "A", "é", "_Meta", "", "params"];
    private static readonly string[] MetaNames = ["dev.ftl/user", "DEV.ftl/User", "dev.ftl/uſer", "progressToken", "a", "_meta", "_authContext"];
    private static readonly string[] Methods = ["\"initialize\"", "\"initialize\"", "\"\\u0069nitialize\"", "\"tools/call\"", "\"Initialize\"", "\"x\"", "1", "null"];
    private static readonly string[] Ids = ["1", "\"a\"", "null", "12345678901234567890", "1.0", "true", "{}", "-0"];
    private static readonly string[] Scalars =
        ["0", "1.0", "-1e-7", "12345678901234567890", "true", "false", "null", "\"\"", "\"\\ud83d\\ude00\"", "\"}],\"", "\"\\\"{\"", "\"é\"", "\"\\ud800\""];
    private static readonly string[] Spaces = ["", "", "", "", " ", "\n", "\t", "\r\n "];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    public byte[] Next()
    {
        _text.Clear();
        WriteSpace();
        WriteObject(EnvelopeNames, 5, WriteEnvelopeValue);
        WriteSpace();
        var body = Encoding.UTF8.GetBytes(_text.ToString());
        return OneIn(4) ? Break(body) : body;
    }

    /// <summary>A number below <paramref name="limit"/>, from the same sequence.</summary>
    public int Choose(int limit) => _random.Next(limit);

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
                WriteObject(ParamsNames, 5, WriteParamsValue);
                break;
            default:
                WriteAny(3);
                break;
        }
    }

    private void WriteParamsValue(string name)
    {
        if (name == "_meta" && !OneIn(6))
        {
            WriteObject(MetaNames, 4, _ => WriteAny(2));
        }
        else
        {
            WriteAny(3);
        }
    }

    private void WriteObject(string[] names, int most, Action<string> writeValue)
    {
        // Names mostly differ, so that most bodies get past the check for duplicates; now and then there are more than fit the fast path.
        var chosen = names.OrderBy(_ => _random.Next()).Take(_random.Next(most + 1)).ToList();
        if (chosen.Count > 0 && OneIn(20))
        {
            chosen.Add(Pick([.. chosen]));
        }

        if (OneIn(50))
        {
            chosen.InsertRange(_random.Next(chosen.Count + 1), Enumerable.Range(0, 20).Select(index => $"n{index}"));
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
                WriteObject(ParamsNames, 3, _ => WriteAny(depth - 1));
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
                var levels = _random.Next(55, 66);
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
            if (escape && OneIn(3))
            {
                _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                _text.Append(escape && character == '/' ? "\\/" : character.ToString());
            }
        }

        _text.Append(OneIn(200) ? "\\ud800" : "").Append('"');
    }

    private byte[] Break(byte[] body)
    {
        var position = _random.Next(body.Length);
        byte[] bytes = [.. "{}[]\",:\\\0 1eu_"u8, 0xFF, 0x80, 0xEF, 0xBB, 0xBF];
        var one = bytes[_random.Next(bytes.Length)];
        return _random.Next(4) switch
        {
            0 => [.. body[..position], .. body[(position + 1)..]],
            1 => [.. body[..position], one, .. body[position..]],
            2 => [.. body[..position], one, .. body[(position + 1)..]],
            _ => body[..position],
        };
    }

    private void WriteSpace() => _text.Append(Pick(Spaces));

    private bool OneIn(int count) => _random.Next(count) == 0;

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
