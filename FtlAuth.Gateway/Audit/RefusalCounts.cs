using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FtlAuth.Gateway.Audit;

/// <summary>Refusals that were not told one by one: how many for each outcome, reason and address, in bounded memory.</summary>
internal sealed class RefusalCounts
{
    /// <summary>How many addresses and reasons are told apart; those of further addresses are counted together.</summary>
    public const int MostKeys = 1000;

    private readonly Lock _gate = new();
    private Dictionary<RefusalKey, long> _counts = [];

    public void Count(RefusalKey key)
    {
        lock (_gate)
        {
            // Without an address there are no more keys than there are reasons.
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, key);
            if (Unsafe.IsNullRef(ref count))
            {
                count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, _counts.Count < MostKeys ? key : key with { Address = null }, out _);
            }

            count++;
        }
    }

    /// <summary>What was counted since the last time; without an address those of all that were too many to be told apart.</summary>
    public IReadOnlyDictionary<RefusalKey, long> Take()
    {
        lock (_gate)
        {
            var taken = _counts;
            _counts = [];
            return taken;
        }
    }
}
