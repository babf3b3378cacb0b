namespace FtlAuth.MockMcp.Admin;

/// <summary>The last <see cref="Capacity"/> requests, oldest first.</summary>
internal sealed class ReceivedRequests
{
    public const int Capacity = 100;

    private readonly Lock _lock = new();
    private readonly Queue<ReceivedRequest> _requests = new(Capacity);

    public void Add(ReceivedRequest request)
    {
        lock (_lock)
        {
            if (_requests.Count == Capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
        }
    }

    public IReadOnlyList<ReceivedRequest> ToList()
    {
        lock (_lock)
        {
            return [.. _requests];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }
}
