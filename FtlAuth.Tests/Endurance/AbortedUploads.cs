namespace FtlAuth.Tests.Endurance;

/// <summary>Uploads that end at random points before the last byte of their body, some within the head.</summary>
internal static class AbortedUploads
{
    private const int AtOnce = 16;

    private static readonly byte[] LargestBody = Upload.Message(1024 * 1024);

    public static Task SendAsync(string origin, string token, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
        async (number, _) => await SendOneAsync(origin, token, new Random(number)));

    private static async Task SendOneAsync(string origin, string token, Random random)
    {
        if (random.Next(10) == 0)
        {
            using var headless = await Upload.ConnectAsync(origin);
            await headless.TrySendRawAsync("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthoriz"u8.ToArray());
            headless.Abort(random.Next(2) == 0);
            return;
        }

        var length = random.Next(200, LargestBody.Length);
        using var upload = await Upload.BeginAsync(origin, token, length, chunked: random.Next(2) == 0);
        var part = LargestBody.AsMemory(0, random.Next(0, length));
        if (part.Length > 0)
        {
            await upload.TrySendAsync(part);
        }

        upload.Abort(random.Next(2) == 0);
    }
}
