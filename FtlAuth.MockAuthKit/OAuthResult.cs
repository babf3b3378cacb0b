using System.Diagnostics.CodeAnalysis;

namespace FtlAuth.MockAuthKit;

/// <summary>A value, or the error why there is none.</summary>
internal sealed class OAuthResult<TValue>
    where TValue : class
{
    private readonly TValue? _value;
    private readonly OAuthError? _error;

    private OAuthResult(TValue? value, OAuthError? error) => (_value, _error) = (value, error);

    public static implicit operator OAuthResult<TValue>(TValue value) => Success(value);

    public static implicit operator OAuthResult<TValue>(OAuthError error) => new(null, error);

    /// <summary>For a value of an interface type, which the language does not convert implicitly.</summary>
    public static OAuthResult<TValue> Success(TValue value) => new(value, null);

    public bool Succeeded([NotNullWhen(true)] out TValue? value, [NotNullWhen(false)] out OAuthError? error)
    {
        (value, error) = (_value, _error);
        return _error is null;
    }
}
