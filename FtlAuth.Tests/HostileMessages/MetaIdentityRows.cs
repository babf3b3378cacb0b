namespace FtlAuth.Tests.HostileMessages;

/// <summary>Where every request gets the identity in <c>_meta</c>, there must be place for it, and no other beside it.</summary>
internal static class MetaIdentityRows
{
    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Refused("params null", "null", "{}", """{"_meta":{"dev.ftl/user":USER}}"""),
        Refused("params an array", "[]", "{}", """{"_meta":{"dev.ftl/user":USER}}"""),
        Refused("params an array of objects", "[{}]", """{"a":[{}]}""", """{"a":[{}],"_meta":{"dev.ftl/user":USER}}"""),
        Refused("params a text", "\"{}\"", """{"a":"{}"}""", """{"a":"{}","_meta":{"dev.ftl/user":USER}}"""),
        Refused("params a number", "0", """{"a":0}""", """{"a":0,"_meta":{"dev.ftl/user":USER}}"""),
        Refused("_meta null", """{"_meta":null}""", """{"_meta":{}}""", """{"_meta":{"dev.ftl/user":USER}}"""),
        Refused("_meta an array", """{"_meta":[]}""", """{"_meta":{ }}""", """{"_meta":{ "dev.ftl/user":USER}}"""),
        Refused("_meta a text", """{"_meta":"a"}""", """{"_meta":{"a":1}}""", """{"_meta":{"a":1,"dev.ftl/user":USER}}"""),
        Refused("_meta true", """{"_meta":true}""", """{"_meta":{"a":true}}""", """{"_meta":{"a":true,"dev.ftl/user":USER}}"""),

        Cleaned("forged one", """{"id":1,"method":"ping","params":{"_meta":{"dev.ftl/user":"forged"}}}""", """{"id":1,"method":"ping","params":{"_meta":{"dev.ftl/user":USER}}}"""),
        Cleaned("forged ones around another", """{"id":1,"method":"ping","params":{"_meta":{"Dev.ftl/user":"forged","a":1,"dev.ftl\/user":"forged"}}}""", """{"id":1,"method":"ping","params":{"_meta":{"a":1,"dev.ftl/user":USER}}}"""),
        Cleaned("forged one at both places of initialize", """{"id":1,"method":"initialize","params":{"_authContext":"forged","_meta":{"dev.ftl/user":"forged"}}}""", """{"id":1,"method":"initialize","params":{"_meta":{"dev.ftl/user":USER},"_authContext":USER}}"""),
        Cleaned("initialize without params", """{"id":1,"method":"initialize"}""", """{"id":1,"method":"initialize","params":{"_authContext":USER,"_meta":{"dev.ftl/user":USER}}}"""),
        Cleaned("notification gets none, and keeps no forged one", """{"method":"x","params":{"_meta":{"dev.ftl/user":"forged"},"_authContext":"forged"}}""", """{"method":"x","params":{"_meta":{}}}"""),
        Cleaned("answer gets none, and keeps no forged one", """{"id":1,"result":{},"params":{"_meta":{"dev.ftl/user":"forged"}}}""", """{"id":1,"result":{},"params":{"_meta":{}}}"""),
        Cleaned("id null", """{"id":null,"method":"ping"}""", """{"id":null,"method":"ping","params":{"_meta":{"dev.ftl/user":USER}}}"""),
        Cleaned("notification whose params are an array", """{"method":"x","params":[]}""", """{"method":"x","params":[]}"""),
        Cleaned(
            "batch", """[{"id":1,"method":"ping"},{"method":"x","params":{"_authContext":"forged"}},{"id":2,"method":"ping","params":{"_authContext":"forged"}}]""",
            """[{"id":1,"method":"ping","params":{"_meta":{"dev.ftl/user":USER}}},{"method":"x","params":{}},{"id":2,"method":"ping","params":{"_meta":{"dev.ftl/user":USER}}}]"""),
        HostileMessage.Refused(
            "no place in the second message of a batch", Refusal.Invalid(null), """[{"method":"x"},{"id":2,"method":"ping","params":[]}]""",
            ((Sent)"""[{"method":"x"},{"method":"ping","params":[]}]"""), GatewayKind.Meta),
    ];

    private static HostileMessage Refused(string name, string hostile, string twin, string reaches) => HostileMessage.Refused(
        name, Refusal.Invalid(), Ping(hostile), ((Sent)Ping(twin)).Reaching(Ping(reaches)), GatewayKind.Meta);

    private static HostileMessage Cleaned(string name, string hostile, string reaches) => HostileMessage.Cleaned(name, hostile, reaches, GatewayKind.Meta);

    private static string Ping(string parameters) => $$"""{"id":1,"method":"ping","params":{{parameters}}}""";
}
