using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Audit;

/// <summary>What a request was refused for: something about its token, or about the request.</summary>
internal readonly record struct RefusalReason
{
    private static readonly string[] Names = [.. Enum.GetNames<TokenRefusal>(), .. Enum.GetNames<RequestRefusal>()];
    private static readonly int Tokens = Enum.GetValues<TokenRefusal>().Length;

    private RefusalReason(int index) => Index = index;

    /// <summary>How many there are.</summary>
    public static int Count => Names.Length;

    /// <summary>From 0 up to <see cref="Count"/>.</summary>
    public int Index { get; }

    /// <summary>As the audit log and the metrics name it; one string for all requests.</summary>
    public string Name => Names[Index];

    public static implicit operator RefusalReason(TokenRefusal refusal) => new((int)refusal);

    public static implicit operator RefusalReason(RequestRefusal refusal) => new(Tokens + (int)refusal);
}
