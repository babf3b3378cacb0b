namespace FtlAuth.Gateway.Audit;

/// <summary>What refusals are counted by.</summary>
/// <param name="Outcome"><c>refused</c>, or <c>reported</c> for requests that passed nevertheless.</param>
/// <param name="Reason">What for.</param>
/// <param name="Address">Where from; null for several addresses.</param>
internal readonly record struct RefusalKey(string Outcome, RefusalReason Reason, ClientAddress? Address);
