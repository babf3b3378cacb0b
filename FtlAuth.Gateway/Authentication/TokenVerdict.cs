namespace FtlAuth.Gateway.Authentication;

/// <summary>What became of a token that had to be verified.</summary>
/// <param name="Refusal">Why it is refused; <see cref="TokenRefusal.None"/> where it is good.</param>
/// <param name="Token">What it says; null where it is refused.</param>
/// <param name="RetryAfter">When the issuer's keys may be there, if it was for want of them.</param>
internal readonly record struct TokenVerdict(TokenRefusal Refusal, VerifiedToken? Token = null, TimeSpan RetryAfter = default);
