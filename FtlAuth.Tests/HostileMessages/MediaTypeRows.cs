namespace FtlAuth.Tests.HostileMessages;

/// <summary><c>application/json</c> in UTF-8, packed by nothing.</summary>
internal static class MediaTypeRows
{
    private static readonly Sent Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Row("empty", "", "application/json"),
        Row("text", "text/plain", "application/json"),
        Row("form", "application/x-www-form-urlencoded", "application/json"),
        Row("form of several parts", "multipart/form-data; boundary=a", "application/json; boundary=a"),
        Row("wildcard", "application/*", "application/json"),
        Row("anything", "*/*", "APPLICATION/JSON"),
        Row("JSON of another kind", "application/vnd.api+json", "application/json"),
        Row("JSON for JSON-RPC", "application/json-rpc", "application/json"),
        Row("lines of JSON", "application/jsonl", "application/json"),
        Row("JSON as text", "text/json", "application/json"),
        Row("name that begins alike", "application/jsonx", "application/json;x=y"),
        Row("two types in one line", "application/json, text/plain", "application/json"),
        Row("the same type twice in one line", "application/json, application/json", "application/json "),
        Row("full stop behind", "application/json.", "application/json"),
        Row("space within", "application/ json", "application/json"),
        Row("in quotes", "\"application/json\"", "application/json"),
        Row("letter that folds into ASCII", "application/j\u00C5\u00BFon", "application/json"),

        Row("UTF-16", "application/json; charset=utf-16", "application/json; charset=utf-8"),
        Row("UTF-16 in quotes", "application/json; charset=\"utf-16\"", "application/json; charset=\"utf-8\""),
        Row("UTF-16, least byte first", "application/json;charset=UTF-16LE", "application/json;charset=UTF-8"),
        Row("UTF-7", "application/json; charset=utf-7", "application/json; charset=Utf-8"),
        Row("UTF-32", "application/json; charset=utf-32", "application/json; charset=utf-8"),
        Row("Latin-1", "application/json; charset=iso-8859-1", "application/json; charset=utf-8"),
        Row("ASCII", "application/json; charset=us-ascii", "application/json; charset=utf-8"),
        Row("name without its hyphen", "application/json; charset=utf8", "application/json; charset=utf-8"),
        Row("EBCDIC", "application/json; charset=ibm037", "application/json; charset=utf-8"),
        Row("UTF-8 first, then another", "application/json; charset=utf-8; charset=utf-16", "application/json; charset=utf-8; version=utf-16"),
        Row("another first, then UTF-8", "application/json; charset=utf-16; charset=utf-8", "application/json; version=utf-16; charset=utf-8"),
        Row("UTF-8 twice", "application/json; charset=utf-8; charset=utf-8", "application/json; charset=utf-8"),
        Row("extended parameter", "application/json; charset*=utf-8''utf-16", "application/json; version*=utf-8''utf-16"),
        Row("continued parameter", "application/json; charset*0=utf-; charset*1=16", "application/json; version*0=utf-; version*1=16"),
        Row("extended parameter beside the real one", "application/json; charset=utf-8; charset*=utf-16", "application/json; charset=utf-8; version*=utf-16"),
        Row("other letter case of the parameter", "application/json; CHARSET=utf-16", "application/json; CHARSET=utf-8"),
        Row("backslash in quotes", "application/json; charset=\"utf\\-8\"", "application/json; charset=\"utf-8\""),
        Row("apostrophes", "application/json; charset='utf-8'", "application/json; charset=utf-8"),
        Row("no value", "application/json; charset=", "application/json"),
        Row("another behind a comma", "application/json; charset=utf-8, charset=utf-16", "application/json; charset=utf-8"),

        Coding("gzip"),
        Coding("identity"),
        Coding("br"),
        Coding(""),
        HostileMessage.Refused("type in two lines", Refusal.MediaType, Ping.With("Content-Type: application/json", "Content-Type: text/plain"), Ping.With("Content-Type: application/json")),
        HostileMessage.Refused("the same type in two lines", Refusal.MediaType, Ping.With("Content-Type: application/json", "Content-Type: application/json"), Ping.With("Content-Type: application/json")),
        HostileMessage.Refused("no JSON-RPC at all, of a modern request", Refusal.MediaType, Ping.With("Content-Type: text/plain", "MCP-Protocol-Version: 2026-07-28"), Ping.With("Content-Type: application/json", "MCP-Protocol-Version: 2026-07-28")),
    ];

    private static HostileMessage Row(string name, string hostile, string twin) => HostileMessage.Refused(
        name, Refusal.MediaType, Ping.With($"Content-Type: {hostile}"), Ping.With($"Content-Type: {twin}").Delivering($"Content-Type: {twin}"));

    private static HostileMessage Coding(string coding) => HostileMessage.Refused(
        $"coding '{coding}'", Refusal.MediaType, Ping.With($"Content-Encoding: {coding}"), Ping.With($"Accept-Encoding: {coding}"));
}
