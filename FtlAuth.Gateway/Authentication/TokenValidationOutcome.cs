namespace FtlAuth.Gateway.Authentication;

/// <summary>A verified token, or why there is none.</summary>
internal readonly record struct TokenValidationOutcome(TokenRefusal Refusal, VerifiedToken? Token)
{
    public static TokenValidationOutcome Accepted(VerifiedToken token) => new(TokenRefusal.None, token);

    public static implicit operator TokenValidationOutcome(TokenRefusal refusal) => new(refusal, null);
}
