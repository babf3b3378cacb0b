namespace FtlAuth.MockAuthKit.Clients;

/// <summary>The clients that this issuer knows.</summary>
internal sealed class ClientDirectory(ClientIdMetadataDocuments documents)
{
    private const int Capacity = 10_000;

    private readonly BoundedStore<Client> _registered = new(Capacity);

    public void Add(Client client) => _registered.Set(client.ClientId, client);

    /// <summary>The registered client, or the one whose metadata document the id names.</summary>
    public async Task<OAuthResult<Client>> FindAsync(string clientId, CancellationToken cancellationToken)
    {
        if (_registered.TryGet(clientId, out var client))
        {
            return client;
        }

        return Uri.IsWellFormedUriString(clientId, UriKind.Absolute)
            ? await documents.FindAsync(clientId, cancellationToken)
            : OAuthError.InvalidClient("The client is not registered. Register it again: the mock forgets its clients when it restarts.");
    }
}
