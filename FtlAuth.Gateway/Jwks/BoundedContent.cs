namespace FtlAuth.Gateway.Jwks;

/// <summary>Reads an answer of somebody else, with as much memory as has come and not as much as might.</summary>
internal static class BoundedContent
{
    /// <summary>The content, after decompression; null when it is larger.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int maxSize, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0; read = await stream.ReadAsync(buffer, cancellationToken))
        {
            if (bytes.Length + read > maxSize)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
