using System.Text;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>What the load generators send, in files that are written once.</summary>
internal sealed class LoadFiles(Stage stage)
{
    private readonly Dictionary<(TokenKind, int), string> _tokens = [];

    /// <summary>A file with so many tokens of a kind, one in a line.</summary>
    public string Tokens(TokenKind kind, int count)
    {
        if (!_tokens.TryGetValue((kind, count), out var path))
        {
            path = Path.Combine(stage.Folder, $"{kind}-{count}.tokens");
            var tokens = new string[count];
            Parallel.For(0, count, index => tokens[index] = stage.Issuer.Mint(kind));
            File.WriteAllLines(path, tokens);
            _tokens[(kind, count)] = path;
        }

        return path;
    }

    /// <summary>A file with a tool call of about so many bytes.</summary>
    public string Body(int size)
    {
        var path = Path.Combine(stage.Folder, $"{size}.json");
        if (!File.Exists(path))
        {
            const string Begin = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":""";
            File.WriteAllText(path, $"{Begin}\"{Words(size - Begin.Length - 5)}\"}}}}}}", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        return path;
    }

    // A text without anything to escape is the easiest body there is; lists of short members would be the hardest.
    private static string Words(int length) =>
        string.Concat(Enumerable.Repeat("lorem ipsum \\\"dolor\\\" sit amet ", (length / 30) + 1))[..Math.Max(1, length)].TrimEnd('\\');
}
