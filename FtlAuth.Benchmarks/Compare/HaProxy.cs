namespace FtlAuth.Benchmarks.Compare;

/// <summary>HAProxy's configuration, without and with <c>jwt_verify</c>.</summary>
internal static class HaProxy
{
    public static string Configuration(int port, Uri upstream, string tokens = "") => $"""
        global
          maxconn 4096
        defaults
          mode http
          timeout connect 5s
          timeout client 60s
          timeout server 60s
          http-reuse always
        frontend in
          bind 127.0.0.1:{port}
        {tokens}
          default_backend out
        backend out
          server upstream {upstream.Authority}

        """;

    /// <summary>Algorithm, issuer, audience, expiry, then the signature: what its documentation shows.</summary>
    public static string Tokens(string issuer, string audience, string publicKeyFile) => $$"""
          http-request set-var(txn.bearer) http_auth_bearer
          http-request set-var(txn.alg) var(txn.bearer),jwt_header_query('$.alg')
          http-request set-var(txn.iss) var(txn.bearer),jwt_payload_query('$.iss')
          http-request set-var(txn.aud) var(txn.bearer),jwt_payload_query('$.aud')
          http-request set-var(txn.exp) var(txn.bearer),jwt_payload_query('$.exp','int')
          http-request set-var(txn.now) date()
          http-request deny deny_status 401 unless { var(txn.alg) -m str RS256 }
          http-request deny deny_status 401 unless { var(txn.iss) -m str {{issuer}} }
          http-request deny deny_status 401 unless { var(txn.aud) -m str {{audience}} }
          http-request deny deny_status 401 if { var(txn.exp),sub(txn.now) -m int lt 0 }
          http-request deny deny_status 401 unless { var(txn.bearer),jwt_verify(txn.alg,"{{publicKeyFile}}") 1 }
        """;
}
