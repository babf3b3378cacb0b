using System.Security.Cryptography;
using System.Text.Json;
using FtlAuth.MockAuthKit.Keys;

namespace FtlAuth.MockAuthKit.Admin;

/// <summary>Adds and removes keys, and lets the key set lie.</summary>
internal sealed partial class KeyRotation(SigningKeyRing keys, JwksOverride replacement, ILogger<KeyRotation> logger)
{
    private const int MinBits = 1024;
    private const int MaxBits = 16_384;

    public async Task<IResult> AddAsync(HttpContext context)
    {
        var read = await AdminRequest.ReadAsync(context.Request, ["alg", "bits", "use", "kid"], context.RequestAborted);
        if (!read.Succeeded(out var members, out var error))
        {
            return error.ToResult();
        }

        if (!members.TryGetText("alg", SigningAlgorithm.Default.Name, out var alg) || SigningAlgorithm.Find(alg) is not { } algorithm)
        {
            return OAuthError.InvalidRequest($"alg is not one of {SigningAlgorithm.Names}.").ToResult();
        }

        if (!TryGetBits(members, out var bits))
        {
            return OAuthError.InvalidRequest($"bits is not a multiple of 8 from {MinBits} to {MaxBits}.").ToResult();
        }

        if (!members.TryGetText("use", "sig", out var use) || !members.TryGetText("kid", "", out var keyId))
        {
            return OAuthError.InvalidRequest("use or kid is not a string.").ToResult();
        }

        return Add(algorithm, bits, use, keyId.Length == 0 ? null : keyId);
    }

    public IResult Remove(string kid)
    {
        // Routing decodes everything in a path but the slash.
        var keyId = kid.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (!keys.Remove(keyId))
        {
            return new OAuthError("not_found", $"There is no key {keyId} in the set.").ToResult(StatusCodes.Status404NotFound);
        }

        LogRemoved(keyId);
        return TypedResults.NoContent();
    }

    public async Task<IResult> ReplaceSetAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        replacement.Body = body.ToArray();
        return TypedResults.NoContent();
    }

    public IResult RestoreSet()
    {
        replacement.Body = null;
        return TypedResults.NoContent();
    }

    private IResult Add(SigningAlgorithm algorithm, int bits, string use, string? keyId)
    {
        try
        {
            var key = keys.Add(algorithm, bits, use, keyId);
            LogAdded(key.KeyId, algorithm.Name);
            return TypedResults.Json(new AddedKey(key.KeyId), MockAuthKitJsonContext.Default.AddedKey);
        }
        catch (CryptographicException exception)
        {
            return OAuthError.InvalidRequest($"A key for {algorithm.Name} with {bits} bits cannot be made: {exception.Message}").ToResult();
        }
    }

    // It matters to RSA only: an elliptic algorithm has its curve.
    private static bool TryGetBits(Dictionary<string, JsonElement> members, out int bits)
    {
        bits = SigningKey.DefaultBits;
        return !members.TryGetValue("bits", out var value)
            || (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out bits)
                && bits is >= MinBits and <= MaxBits && bits % 8 == 0);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Added the key {KeyId} for {Algorithm}: it signs from now on")]
    private partial void LogAdded(string keyId, string algorithm);

    [LoggerMessage(Level = LogLevel.Information, Message = "Took the key {KeyId} out of the set")]
    private partial void LogRemoved(string keyId);
}
