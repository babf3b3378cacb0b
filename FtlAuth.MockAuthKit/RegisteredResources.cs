using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit;

/// <summary>The resource indicators (RFC 8707) that tokens can be asked for: the list in AuthKit's dashboard.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class RegisteredResources(IOptions<MockAuthKitOptions> options)
{
    private ImmutableList<string> _resources = [.. options.Value.Resources.Distinct(StringComparer.Ordinal)];

    /// <summary>The resource registered first, which tokens minted by <c>/admin/tokens</c> are for; null when there is none.</summary>
    public string? First => _resources.Count > 0 ? _resources[0] : null;

    /// <summary>Registers a resource indicator; nothing happens when it is there already.</summary>
    /// <param name="resource">An absolute URI without a fragment, such as <c>http://localhost:3000/mcp</c>; compared byte for byte.</param>
    /// <exception cref="ArgumentException"><paramref name="resource"/> is not such a URI.</exception>
    public void Add(string resource)
    {
        if (!IsResourceIndicator(resource))
        {
            throw new ArgumentException($"'{resource}' is not an absolute URI without a fragment (RFC 8707, section 2).", nameof(resource));
        }

        ImmutableInterlocked.Update(ref _resources, (list, added) => list.Contains(added) ? list : list.Add(added), resource);
    }

    /// <summary>Whether exactly this resource indicator is registered.</summary>
    public bool Contains(string resource) => _resources.Contains(resource);

    internal static bool IsResourceIndicator(string resource) =>
        // A path such as /mcp parses as a file URI where paths begin with a slash.
        Uri.TryCreate(resource, UriKind.Absolute, out var uri)
        && resource.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase)
        && !resource.Contains('#');
}
