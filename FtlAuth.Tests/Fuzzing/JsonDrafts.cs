using FsCheck;
using FsCheck.Fluent;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>Makes objects of fragments: mostly right, with every sort of mistake now and then.</summary>
internal static class JsonDrafts
{
    private static readonly Gen<string> Scalars = Gen.Elements(
        "0", "-0", "1.0", "-1e-7", "1e400", "12345678901234567890", "true", "false", "null", "\"\"", "\"a\"", "\"\\ud83d\\ude00\"", "\"}.{\"", "\"é\"", "\"\\ud800\"");

    private static readonly Gen<string> Spaces = Gen.Frequency((50, Gen.Constant("")), (12, Gen.Elements(" ", "\n", "\t", "\r\n ")), (1, Gen.Elements("\f", "\u00a0", "/**/")));

    private static readonly Gen<string> Before = Often(Gen.Elements("\uFEFF", "[", "\0", "1", "//\n", "{\"a\":1}"));
    private static readonly Gen<string> After = Often(Gen.Elements("}", "{}", "\0", ",", "]", "x", "//", "\uFEFF", " \n", "{\"sub\":\"admin\"}"));

    public static readonly Gen<ByteEdit> Edits =
        from kind in Gen.Elements(Enum.GetValues<ByteEditKind>())
        from position in Gen.Choose(0, 1_000_000)
        from value in Gen.OneOf(Gen.Choose(0, 255).Select(value => (byte)value), Gen.Elements("{}[]\",:\\\0 1e.-_=\u007f"u8.ToArray()))
        select new ByteEdit(kind, position, value);

    private static readonly Gen<ByteEdit?> Breaks = Gen.Frequency((60, Gen.Constant<ByteEdit?>(null)), (1, Edits.Select(edit => (ByteEdit?)edit)));

    /// <summary>Any value.</summary>
    public static readonly Gen<string> Values = Gen.Frequency(
        (8, Scalars),
        (2, Gen.ListOf(Scalars, 2).Select(items => $"[{string.Join(',', items)}]")),
        (2, from name in Scalars from value in Scalars select $"{{\"a\":{value},\"b\":{{\"{name.Trim('"')}\":{value}}}}}"),
        (1, Gen.Choose(12, 18).Select(levels => new string('[', levels) + new string(']', levels))),
        (1, Gen.Choose(60, 66).Select(levels => string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels))));

    public static Gen<JsonDraft> Of(Fragment[] fragments, JsonMember[] harmless, JsonMember[] harmful)
    {
        var extras = Gen.Frequency(
            (14, Gen.Constant<JsonMember[]>([])),
            (5, Gen.Elements(harmless).Select(member => new[] { member })),
            (1, Gen.ArrayOf(Gen.Elements(harmless), 2)),
            (2, Gen.Elements(harmful).Select(member => new[] { member })));
        return
            from known in Gen.CollectToArray(fragments, Member)
            from extra in extras
            from shuffled in Gen.Shuffle(known.SelectMany(members => members).Concat(extra).ToArray())
            from again in Gen.Choose(0, 149)
            from space in Spaces
            from before in Before
            from after in After
            from edit in Breaks
            select new JsonDraft(again < shuffled.Length ? [.. shuffled, Again(shuffled, again)] : shuffled, space, before, after, edit);
    }

    private static Gen<JsonMember[]> Member(Fragment fragment)
    {
        var odd = Gen.Frequency((4, Gen.Elements(fragment.Odd)), (1, Values));
        var value = Gen.Frequency((100 - fragment.Absent - fragment.Wrong, Gen.Elements(fragment.Good)), (fragment.Wrong, odd));
        var name = Gen.Frequency((30, Gen.Constant($"\"{fragment.Name}\"")), (1, Gen.Constant($"\"\\u00{(int)fragment.Name[0]:x2}{fragment.Name[1..]}\"")));
        var present = from text in name from json in value select new[] { new JsonMember(text, json) };
        return Gen.Frequency((100 - fragment.Absent, present), (fragment.Absent, Gen.Constant<JsonMember[]>([])));
    }

    // The same member twice, one of them perhaps under an escaped name.
    private static JsonMember Again(JsonMember[] members, int index)
    {
        var member = members[index];
        return index % 2 == 0 || member.Name.Length < 3 || member.Name.Contains('\\', StringComparison.Ordinal)
            ? member
            : member with { Name = $"\"\\u{(int)member.Name[1]:x4}{member.Name[2..]}" };
    }

    private static Gen<string> Often(Gen<string> odd) => Gen.Frequency((100, Gen.Constant("")), (1, odd));
}
