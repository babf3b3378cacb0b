namespace FtlAuth.Tests.HostileMessages;

/// <summary>One JSON object of RFC 8259, nothing before and nothing behind it; of no other dialect.</summary>
internal static class SyntaxRows
{
    private const string Good = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        // Not an object.
        Row("empty", "", Good),
        Row("white space alone", " \t\r\n", " \t\r\n" + Good),
        Row("null", "null", """{"x":null}"""),
        Row("true", "true", """{"x":true}"""),
        Row("number", "7", """{"x":7}"""),
        Row("text of a message", "\"{}\"", """{"x":"{}"}"""),

        // Cut off.
        Row("brace alone", "{", "{}"),
        Row("cut within a name", "{\"jsonrpc", "{\"jsonrpc\":1}"),
        Row("cut behind a colon", "{\"jsonrpc\":", "{\"jsonrpc\":1}"),
        Row("cut within a text", "{\"jsonrpc\":\"2.", "{\"jsonrpc\":\"2.\"}"),
        Row("cut within an escape", "{\"method\":\"a\\u00", "{\"method\":\"a\\u00e9\"}"),
        Row("cut before the last brace", Good[..^1], Good),
        Row("cut within params", """{"id":1,"method":"initialize","params":{"_authContext":{}}""", """{"id":1,"method":"ping","params":{"_authContexts":{}}}"""),

        // Something behind it, or before.
        Row("another object behind", Good + "{}", Good + "  "),
        Row("another message in the next line", Good + "\n" + Good, Good + "\n"),
        Row("text behind", Good + "x", Good + "\t"),
        Row("comma behind", Good + ",", Good + "\r"),
        Row("bracket behind", Good + "]", Good + "\r\n"),
        Row("NUL behind", Good + "\0", Good + " "),
        Row("a thousand NULs behind", Good + new string('\0', 1000), Good + new string(' ', 1000)),
        Row("comment behind", Good + "/**/", Good + "    "),
        Row("NUL before", "\0" + Good, " " + Good),
        Row("form feed before", "\f" + Good, "\n" + Good),
        Row("no-break space before", "\u00A0" + Good, "\t" + Good),
        Row("protection against scripts before", ")]}'\n" + Good, "\n\n" + Good),
        Row("record separator of a JSON sequence", "\u001E" + Good, "\r" + Good),
        Row("length of the message before, as in the standard streams", "Content-Length: 46\r\n\r\n" + Good, "\r\n\r\n" + Good),

        // Other dialects.
        Row("comma behind the last member", """{"id":1,"method":"ping",}""", """{"id":1,"method":"ping"}"""),
        Row("comma before the first member", """{,"id":1,"method":"ping"}""", """{ "id":1,"method":"ping"}"""),
        Row("two commas", """{"id":1,,"method":"ping"}""", """{"id":1 ,"method":"ping"}"""),
        Row("comment between members", """{"id":1,/*"method":"ping",*/"method":"tools/list"}""", """{"id":1,    "method":"tools/list"}"""),
        Row("comment to the end of the line", "{\"id\":1, // x\n\"method\":\"ping\"}", "{\"id\":1,  \n\"method\":\"ping\"}"),
        Row("name without quotes", """{id:1,"method":"ping"}""", """{"id":2,"method":"ping"}"""),
        Row("name in apostrophes", """{'id':1,"method":"ping"}""", """{"id":3,"method":"ping"}"""),
        Row("text in apostrophes", """{"id":1,"method":'ping'}""", """{"id":4,"method":"ping"}"""),
        Row("no colon", """{"id" 1,"method":"ping"}""", """{"id": 1,"method":"ping"}"""),
        Row("equals sign for a colon", """{"id"=1,"method":"ping"}""", """{"id":5,"method":"ping"}"""),
        Row("word that is no value", """{"id":undefined,"method":"ping"}""", """{"id":null,"method":"ping"}"""),
        Row("capital letters of a word", """{"id":1,"params":NULL}""", """{"id":1,"params":null}"""),
        Row("control character in a text", "{\"id\":1,\"method\":\"pi\nng\"}", "{\"id\":1,\"method\":\"pi\\nng\"}"),
        Row("control character in a name", "{\"id\":1,\"meth\tod\":\"ping\"}", "{\"id\":1,\"meth\\tod\":\"ping\"}"),
        Row("unknown escape", """{"id":1,"method":"\ping"}""", """{"id":1,"method":"\/ping"}"""),
        Row("escape of two digits", """{"id":1,"method":"\x70ing"}""", """{"id":1,"method":"\u0070ing"}"""),
        Row("escape of one code point", """{"id":1,"method":"\u{70}ing"}""", """{"id":1,"method":"\u0070Ing"}"""),
        Row("escape of another script's digits", "{\"id\":1,\"method\":\"\\u\u0660\u0660\u0667\u0660ing\"}", "{\"id\":1,\"method\":\"\\u0070iNg\"}"),
        Row("line continued", "{\"id\":1,\"method\":\"pi\\\nng\"}", "{\"id\":1,\"method\":\"pi\\\\nng\"}"),
        Row("braces that do not match", """{"id":1,"params":{"a":[1}]}""", """{"id":1,"params":{"a":[1]}}"""),
    ];

    private static HostileMessage Row(string name, string hostile, string twin) => HostileMessage.Refused(name, Refusal.ParseError, hostile, twin);
}
