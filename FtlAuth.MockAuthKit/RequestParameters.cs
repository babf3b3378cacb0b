using Microsoft.Extensions.Primitives;

namespace FtlAuth.MockAuthKit;

/// <summary>The parameters of an OAuth request, from a query or a form.</summary>
internal sealed class RequestParameters(IEnumerable<KeyValuePair<string, StringValues>> parameters)
{
    private readonly Dictionary<string, StringValues> _parameters = new(parameters, StringComparer.Ordinal);

    /// <summary>A parameter that may be sent only once (RFC 6749, section 3.1) and was not; null when there is none.</summary>
    public string? Repeated => _parameters.FirstOrDefault(parameter => parameter.Key != "resource" && parameter.Value.Count > 1).Key;

    /// <summary>Whether more than one resource was asked for, which RFC 8707 allows and AuthKit does not serve.</summary>
    public bool HasSeveralResources => _parameters.TryGetValue("resource", out var values) && values.Count > 1;

    /// <summary>The value; null when it was not sent or is empty, which is the same (RFC 6749, section 3.1).</summary>
    public string? this[string name] =>
        _parameters.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>The form of a request.</summary>
    public static async Task<OAuthResult<RequestParameters>> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return OAuthError.InvalidRequest("Send the parameters as application/x-www-form-urlencoded.");
        }

        try
        {
            var parameters = new RequestParameters(await request.ReadFormAsync(cancellationToken));
            return parameters.Repeated is { } repeated ? OAuthError.InvalidRequest($"The parameter {repeated} was sent more than once.") : parameters;
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            return OAuthError.InvalidRequest("The form cannot be read.");
        }
    }
}
