namespace FtlAuth.Gateway.Audit;

/// <summary>Refusals that were not told one by one: how many for each reason and address, in bounded memory.</summary>
internal sealed class RefusalCounts
{
    /// <summary>How many pairs of reason and address are told apart; those of further addresses are counted together.</summary>
    public const int MostPairs = 1000;

    private readonly Lock _gate = new();
    private Dictionary<(RefusalReason Reason, ClientAddress? Address), long> _counts = [];

    public void Count(RefusalReason reason, ClientAddress address)
    {
        lock (_gate)
        {
            var key = (reason, (ClientAddress?)address);
            if (_counts.TryGetValue(key, out var count) || _counts.Count < MostPairs)
            {
                _counts[key] = count + 1;
                return;
            }

            // As many keys more as there are reasons.
            var others = (reason, (ClientAddress?)null);
            _counts[others] = _counts.GetValueOrDefault(others) + 1;
        }
    }

    /// <summary>What was counted since the last time; without an address those of all that were too many to be told apart.</summary>
    public IReadOnlyDictionary<(RefusalReason Reason, ClientAddress? Address), long> Take()
    {
        lock (_gate)
        {
            if (_counts.Count == 0)
            {
                return _counts;
            }

            var taken = _counts;
            _counts = [];
            return taken;
        }
    }
}
