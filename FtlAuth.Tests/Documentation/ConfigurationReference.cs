using System.Text;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Tests.Documentation;

/// <summary>The page docs/configuration.md: what is written by hand, and every key from its docstring and its class.</summary>
internal static class ConfigurationReference
{
    public static string Write()
    {
        var page = new StringBuilder(ConfigurationReferenceText.Beginning);
        WriteIndex(page);
        foreach (var section in ReferenceSections.All)
        {
            page.Append($"\n## {section.Name}\n\n{section.Meaning}\n");
            foreach (var key in section.Keys)
            {
                WriteKey(page, key);
            }
        }

        WriteAliases(page.Append(ConfigurationReferenceText.Others));
        return page.ToString();
    }

    private static void WriteIndex(StringBuilder page)
    {
        page.Append("\n## All keys\n\n| key | default |\n|---|---|\n");
        foreach (var key in ReferenceSections.All.SelectMany(section => section.Keys))
        {
            page.Append($"| [`{key.Key}`](#{Markdown.Anchor(key.Key)}) | {key.Default} |\n");
        }
    }

    private static void WriteKey(StringBuilder page, ReferenceKey key)
    {
        page.Append($"\n### `{key.Key}`\n\n{key.Meaning}{(key.Remarks.Length > 0 ? $"\n{key.Remarks}" : "")}\n\n- Type: {key.Type}\n- Default: {key.Default}\n");
        if (key.Rule.Length > 0)
        {
            page.Append($"- Rule: {key.Rule.Replace("<", "&lt;", StringComparison.Ordinal)}\n");
        }

        page.Append($"- Environment: `{key.Variable}`{(key.Alias.Length > 0 ? $"; alias: `{key.Alias}`" : "")}\n");
    }

    private static void WriteAliases(StringBuilder page)
    {
        page.Append("\n## Aliases\n\nThe original gateway's variables, under their own names or with Spin's prefix `SPIN_VARIABLE_`, in any letter case. A key wins over its alias; "
            + "an empty alias counts\nas not set. [Moving over](migration.md) says more.\n\n| alias | key |\n|---|---|\n");
        foreach (var (alias, key) in ConfigurationAliases.KeysByAlias)
        {
            page.Append($"| `{alias}` | [`{key}`](#{Markdown.Anchor(key)}) |\n");
        }
    }
}
