using System.Buffers;
using System.Text;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Authentication;

/// <summary>
/// Verifies a token that is not remembered: finds the issuer and its keys, looks again when the token names an unknown one, and remembers a good token.
/// </summary>
internal sealed class TokenVerifier(TrustedIssuers issuers, VerifiedTokenCache cache, GatewayMetrics metrics, TimeProvider time)
{
    /// <param name="token">The token as presented: visible ASCII characters alone (RFC 6750 section 2.1).</param>
    public async ValueTask<TokenVerdict> VerifyAsync(ReadOnlyMemory<char> token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            var length = Encoding.ASCII.GetBytes(token.Span, buffer);
            return await VerifyAsync(token, buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async ValueTask<TokenVerdict> VerifyAsync(ReadOnlyMemory<char> token, ReadOnlyMemory<byte> bytes)
    {
        if (issuers.FindNamed(bytes.Span, out var issuer) is var refusal and not TokenRefusal.None)
        {
            return new(refusal);
        }

        // What is wrong in itself is refused without keys, so that a cold gateway makes nobody wait for a bad token.
        var keys = issuer!.Keys.Current;
        var outcome = Validate(bytes.Span, issuer, keys);
        if (outcome.Refusal == TokenRefusal.KeysUnavailable)
        {
            keys = await issuer.Keys.GetAsync();
            outcome = Validate(bytes.Span, issuer, keys);
        }

        // As long as looking again brings other keys.
        while (outcome.Refusal == TokenRefusal.UnknownKey && await issuer.Keys.LookAgainAsync() is var found && found != keys)
        {
            keys = found;
            outcome = Validate(bytes.Span, issuer, keys);
        }

        if (outcome.Token is not { } verified)
        {
            return new(outcome.Refusal, RetryAfter: outcome.Refusal == TokenRefusal.KeysUnavailable ? issuer.Keys.RetryAfter : TimeSpan.Zero);
        }

        cache.Add(token.Span, verified, issuer.Keys, keys!);
        metrics.TokenVerified();
        return new(TokenRefusal.None, verified);
    }

    private TokenValidationOutcome Validate(ReadOnlySpan<byte> token, TrustedIssuer issuer, JsonWebKeySet? keys) =>
        TokenValidator.Validate(token, keys, issuer.Policy, time.GetUtcNow());
}
