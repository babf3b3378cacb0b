using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.FrontPage;

/// <summary>The page of <c>FrontPage.html</c> for this gateway.</summary>
internal sealed class FrontPageDocument
{
    private readonly HtmlTemplate _template;

    public FrontPageDocument(GatewayOptions gateway, AuthKitOptions authKit)
    {
        var markup = ReadMarkup();
        var style = markup.AsSpan(markup.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length);
        StyleSource = SourceOf(style[..style.IndexOf("</style>")].ToString());
        _template = new HtmlTemplate(markup, new Dictionary<string, string>
        {
            ["name"] = Encode(gateway.ResourceName.Length > 0 ? gateway.ResourceName : "MCP server"),
            ["issuers"] = Encode(string.Join(", ", authKit.All.Select(issuer => new Uri(issuer.Issuer).Authority).Distinct())),
            ["documentation"] = Documentation(gateway.ResourceDocumentation),
            ["metadata_path"] = Encode(ProtectedResourceMetadataEndpoints.Path + gateway.Path),
        });
    }

    /// <summary>The page's only style sheet, as a source of a content security policy (CSP3 section 2.3.1).</summary>
    public string StyleSource { get; }

    public ReadOnlyMemory<byte> Render(string resource, string metadata, string status) => _template.Render(new Dictionary<string, string>
    {
        ["resource"] = Encode(resource),
        ["metadata"] = Encode(metadata),
        ["status"] = Encode(status),
    });

    // An http or https URL, or the gateway would not have started.
    private static string Documentation(string url) =>
        url.Length > 0 ? $"<dt>Documentation</dt>\n<dd><a href=\"{Encode(url)}\">{Encode(url)}</a></dd>\n" : "";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string SourceOf(string style) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'";

    private static string ReadMarkup()
    {
        using var stream = typeof(FrontPageDocument).Assembly.GetManifestResourceStream("FrontPage.html")
            ?? throw new InvalidOperationException("The front page is missing from the assembly.");
        using var reader = new StreamReader(stream);

        // The browser hashes what it parsed: line ends are LF there, whatever the source file has.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
