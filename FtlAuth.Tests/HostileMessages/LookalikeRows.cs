namespace FtlAuth.Tests.HostileMessages;

/// <summary>No member that a server without regard to letter case would take for another; where the gateway takes it away, it does so in any case.</summary>
internal static class LookalikeRows
{
    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        Row("Method", """{"id":1,"Method":"ping"}""", """{"id":1,"method":"ping"}"""),
        Row("METHOD beside method", """{"id":1,"method":"ping","METHOD":"initialize"}""", """{"id":1,"method":"ping","METHODS":"initialize"}"""),
        Row("method with one escaped capital", """{"id":1,"method":"ping","\u004dethod":"initialize"}""", """{"id":1,"method":"ping","\u004dethods":"initialize"}"""),
        Row("Params", """{"id":1,"method":"ping","Params":{"_authContext":1}}""", """{"id":1,"method":"ping","Parameters":{"_authContext":1}}"""),
        Row("PARAMS before params", """{"PARAMS":{"_authContext":1},"id":1,"method":"initialize","params":{}}""", """{"PARAM":{"_authContext":1},"id":1,"method":"ping","params":{}}"""),
        Row("params with a long s", "{\"id\":1,\"method\":\"ping\",\"param\u017F\":{}}", "{\"id\":1,\"method\":\"ping\",\"param\u0161\":{}}"),
        Row("params with an escaped long s", """{"id":1,"method":"ping","PARAM\u017f":{}}""", """{"id":1,"method":"ping","PARAM\u0161":{}}"""),
        Row("Id", """{"id":1,"method":"ping","Id":2}""", """{"id":1,"method":"ping","Ids":2}"""),
        Row("ID before id", """{"ID":2,"method":"ping","id":1}""", """{"IDS":2,"method":"ping","id":1}"""),
        Row("id with a dotless i", "{\"id\":1,\"method\":\"ping\",\"\u0131d\":2}", "{\"id\":1,\"method\":\"ping\",\"\u00EDd\":2}"),
        Row("id with a dotted capital I", "{\"id\":1,\"method\":\"ping\",\"\u0130D\":2}", "{\"id\":1,\"method\":\"ping\",\"\u00CDD\":2}"),
        Row("_Meta", """{"id":1,"method":"ping","params":{"_Meta":{}}}""", """{"id":1,"method":"ping","params":{"_meta":{}}}"""),
        Row("_META beside _meta", """{"id":1,"method":"ping","params":{"_meta":{},"_META":{"dev.ftl/user":1}}}""", """{"id":1,"method":"ping","params":{"_meta":{},"_METAS":{"dev.ftl/user":1}}}"""),
        Row("_meta with an escaped capital", """{"id":1,"method":"ping","params":{"_\u004deta":{}}}""", """{"id":1,"method":"ping","params":{"_\u006deta":{}}}"""),
        HostileMessage.Refused("no id to echo", Refusal.Invalid(null), """{"METHOD":"ping"}""", """{"method":"ping"}"""),
        HostileMessage.Refused("id behind the look-alike", Refusal.Invalid("12345678901234567890"), """{"Method":"ping","id":12345678901234567890}""", """{"method":"ping","id":12345678901234567890}"""),

        // Names that no reader takes for them.
        HostileMessage.Passed("Cyrillic, fullwidth and spaced ones", "{\"id\":1,\"method\":\"ping\",\"m\u0435thod\":\"a\",\"\uFF50arams\":{},\" params\":{},\"params \":{},\"\u2170d\":7}"),
        HostileMessage.Passed("in params they mean nothing", """{"id":1,"method":"ping","params":{"Method":1,"PARAMS":2,"ID":3}}"""),
    ];

    private static HostileMessage Row(string name, string hostile, string twin) => HostileMessage.Refused(name, Refusal.Invalid(), hostile, twin);
}
