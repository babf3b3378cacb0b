using BenchmarkDotNet.Attributes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Sessions;

namespace FtlAuth.Benchmarks;

/// <summary>The session ids that clients get in place of the server's, made and checked.</summary>
[MemoryDiagnoser]
public class SessionId
{
    private const string ServerId = "1d9f1b6e-6d5c-4d0a-9f55-0f6d3c9c2f11";

    private readonly SessionIds _ids = new([new byte[32]]);
    private readonly VerifiedToken _user = CreateToken("user_01HXYZ0123456789ABCDEFGHJK");
    private readonly VerifiedToken _other = CreateToken("user_01HXYZ0123456789ABCDEFGHJX");
    private string _wrapped = "";

    [GlobalSetup]
    public void Begin()
    {
        _wrapped = _ids.Wrap(ServerId, _user)!;
        if (_ids.Unwrap(_wrapped, _user) != ServerId || _ids.Unwrap(_wrapped, _other) is not null)
        {
            throw new InvalidOperationException("The ids are not what they are meant to be.");
        }
    }

    [Benchmark(Baseline = true)]
    public string? Wrap() => _ids.Wrap(ServerId, _user);

    [Benchmark]
    public string? Unwrap() => _ids.Unwrap(_wrapped, _user);

    [Benchmark]
    public string? UnwrapThatOfAnother() => _ids.Unwrap(_wrapped, _other);

    private static VerifiedToken CreateToken(string subject) => new()
    {
        Subject = subject,
        Issuer = "https://issuer.test",
        Expires = DateTimeOffset.UnixEpoch,
        OrganizationId = "org_01HXYZ0123456789ABCDEFGHJK",
    };
}
