using System.Text;
using FtlAuth.Gateway.Mcp;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Mcp;

public sealed class RequestMetadataTests
{
    private const string Call = """{"id":1,"method":"tools/call","params":{"name":"echo","uri":"a","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""";

    [Theory]
    [InlineData("", "")]
    [InlineData("echo", "echo")]
    [InlineData("=?base64??=", "")]
    [InlineData("=?base64?ZWNobw==?=", "echo")]
    [InlineData("=?base64?w6k=?=", "é")]
    [InlineData("=?base64?8J+YgA==?=", "😀")]
    [InlineData("=?base64?=", "=?base64?=")]
    [InlineData("=?base64?ZWNobw==", "=?base64?ZWNobw==")]
    [InlineData("=?BASE64?ZWNobw==?=", "=?BASE64?ZWNobw==?=")]
    [InlineData(" =?base64?ZWNobw==?=", " =?base64?ZWNobw==?=")]
    [InlineData("=?base64?ZWNobw?=", null)]
    [InlineData("=?base64?ZWNobx==?=", null)]
    [InlineData("=?base64?ZWNo bw==?=", null)]
    [InlineData("=?base64? ?=", null)]
    [InlineData("=?base64?ZWNobw==\t?=", null)]
    [InlineData("=?base64?fn5-?=", null)]
    [InlineData("=?base64?/w==?=", null)]
    [InlineData("=?base64?waE=?=", null)]
    [InlineData("=?base64?7aCA?=", null)]
    [InlineData("=?base64?===?=", null)]
    [InlineData("=?base64?é?=", null)]
    public void Decode_Value_IsItsTextOrNull(string value, string? expected) => Assert.Equal(expected, RequestMetadata.Decode(value));

    [Fact]
    public void Decode_LongValue_IsItsText()
    {
        var text = new string('é', 10_000);

        Assert.Equal(text, RequestMetadata.Decode($"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?="));
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("2026-07-28", "tools/call", "echo", null)]
    [InlineData("2026-07-28", "tools/call", "=?base64?ZWNobw==?=", null)]
    [InlineData("2026-07-29", null, null, "MCP-Protocol-Version")]
    [InlineData("", null, null, "MCP-Protocol-Version")]
    [InlineData(null, "tools/list", null, "Mcp-Method")]
    [InlineData(null, "", null, "Mcp-Method")]
    [InlineData(null, null, "a", "Mcp-Name")]
    [InlineData(null, null, "", "Mcp-Name")]
    [InlineData("2025-06-18", "ping", "a", "MCP-Protocol-Version")]
    public void FindMismatch_Call_NamesTheFirstHeaderThatDiffers(string? version, string? method, string? name, string? expected) =>
        Assert.Equal(expected, FindMismatch(Call, version, method, name));

    [Theory]
    [InlineData("""{"method":"resources/read","params":{"uri":"a","name":"b"}}""", "a", null)]
    [InlineData("""{"method":"resources/read","params":{"uri":"a","name":"b"}}""", "b", "Mcp-Name")]
    [InlineData("""{"method":"prompts/get","params":{"uri":"a","name":"b"}}""", "b", null)]
    [InlineData("""{"method":"prompts/get","params":{"uri":"a","name":"b"}}""", "a", "Mcp-Name")]
    [InlineData("""{"method":"tools/call","params":{"uri":"a"}}""", "a", "Mcp-Name")]
    [InlineData("""{"method":"tools/call"}""", "a", "Mcp-Name")]
    [InlineData("""{"method":"tasks/get","params":{"taskId":"a"}}""", "b", null)]
    [InlineData("""{"result":{}}""", "b", null)]
    public void FindMismatch_Name_IsThatOfTheMethod(string body, string name, string? expected) => Assert.Equal(expected, FindMismatch(body, null, null, name));

    [Theory]
    [InlineData("MCP-Protocol-Version", "2026-07-28")]
    [InlineData("Mcp-Method", "tools/call")]
    [InlineData("Mcp-Name", "echo")]
    public void FindMismatch_HeaderTwice_Differs(string header, string value)
    {
        var headers = new HeaderDictionary { [header] = new([value, value]) };

        Assert.Equal(header, RequestMetadata.FindMismatch(headers, GatewayBody.Inspect(Call), Encoding.UTF8.GetBytes(Call)));
    }

    private static string? FindMismatch(string body, string? version, string? method, string? name)
    {
        var headers = new HeaderDictionary();
        Add("MCP-Protocol-Version", version);
        Add("Mcp-Method", method);
        Add("Mcp-Name", name);
        return RequestMetadata.FindMismatch(headers, GatewayBody.Inspect(body), Encoding.UTF8.GetBytes(body));

        void Add(string header, string? value)
        {
            if (value is not null)
            {
                headers[header] = value;
            }
        }
    }
}
