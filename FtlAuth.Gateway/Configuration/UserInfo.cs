using System.Text.RegularExpressions;

namespace FtlAuth.Gateway.Configuration;

/// <summary>The part of a URL that may be a password (RFC 3986 section 3.2.1), which must not get into a log.</summary>
internal static partial class UserInfo
{
    /// <summary>A text without the user information of the URLs in it, such as that of a proxy in the message of an exception.</summary>
    public static string Hide(string text) => Any().Replace(text, "://(not shown)@");

    [GeneratedRegex(@"://[^/\s?#'""]*@")]
    private static partial Regex Any();
}
