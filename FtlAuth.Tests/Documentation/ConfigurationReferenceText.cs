namespace FtlAuth.Tests.Documentation;

/// <summary>What stands in docs/configuration.md besides the settings classes: how values are given, and keys that others read.</summary>
internal static class ConfigurationReferenceText
{
    public const string Beginning = """
        # Configuration reference

        <!-- Written by ConfigurationReferenceTests from the docstrings of the settings classes: change those, not this page.
             FTLAUTH_WRITE_DOCS=1 ./test --filter FullyQualifiedName~ConfigurationReference writes it anew. -->

        Every setting of the gateway. The [README](../README.md#configuration) has the short table; this page has types, limits and what a wrong value
        leads to.

        ## How values are given

        .NET configuration, later sources win: `appsettings.json`, environment variables, command line.

        | where | how |
        |---|---|
        | `appsettings.json`, in the working directory; with `dotnet run`, the project's folder | `{ "Limits": { "MaxBodySize": 1048576 } }` |
        | environment | `Limits__MaxBodySize=1048576`; `__` for `:` |
        | command line | `--Limits:MaxBodySize=1048576` |

        - A list is `Key__0`, `Key__1`, … or one comma-separated value; both together are a mistake, and so is a list with nothing in it.
        - A duration is `hh:mm:ss` or `d.hh:mm:ss`. A plain number means days: `60` is sixty days, `00:01:00` is a minute.
        - Letter case of keys does not matter. An empty value is the same as none.
        - `<name>` in a key stands for a name of your choice, `<n>` for 0, 1, ….
        - Settings are read once, at start. To change one, restart.

        Everything is checked before anything starts. A wrong value, an unknown key in one of its sections, a section whose name is nearly right or a missing key stops the gateway with exit code 1 and one line for each
        mistake on the error output, such as:

        ```
        The gateway does not start, because its configuration is wrong:
          Jwks:CacheDuration is '5m': must be a duration written as hh:mm:ss, such as 00:05:00.
          Limits:MaxBody is not a setting of this gateway: known here are MaxBodySize, BodyTimeout, ….
        ```

        *Rule* below is the gateway's own line for a value that is wrong. A value that may be a secret is never repeated.

        """;

    public const string Others = """

        ## Keys of the platform

        These are not read by a settings class. Unknown keys among them are not noticed.

        | key | default | meaning |
        |---|---|---|
        | `ConnectionStrings:cache` | none: memory only, which is said at start | Redis, in StackExchange.Redis' format: `redis:6379,password=…,ssl=true`. Text; it may have a password, and is not logged. What cannot be read as such stops the start. A Redis that does not answer stops nothing: `/health` says `Degraded`. |
        | `--urls`, `ASPNETCORE_URLS` | `http://localhost:5000` | addresses to listen on, separated by `;`, such as `http://0.0.0.0:8080`. All of them loopback allows defaults that would be unsafe elsewhere: no `Gateway:Secret`, no `Gateway:PublicUrl`. |
        | `ASPNETCORE_HTTP_PORTS`, `ASPNETCORE_HTTPS_PORTS` | none; 8080 in .NET's container images | ports on all addresses, when no addresses are given |
        | `Kestrel:Endpoints:<name>:Url`, `…:Certificate:Path`, `…:Certificate:KeyPath` | none | endpoints with TLS in the gateway itself; they win over the addresses |
        | `services:<name>:http:<n>`, `services:<name>:https:<n>` | none | addresses of the host `<name>` in `McpGateway:Url`, as Aspire sets them; without, the name is looked up in DNS |
        | `OTEL_EXPORTER_OTLP_ENDPOINT` | none: nothing is exported | where traces, metrics and logs go; the other `OTEL_EXPORTER_OTLP_…` variables count with it. [Telemetry](telemetry.md) says what there is. |
        | `OTEL_SERVICE_NAME` | `FtlAuth.Gateway` | the service's name there |
        | `Logging:LogLevel:<category>` | `Information`, frameworks less | what is logged; the gateway's categories begin with `FtlAuth.Gateway.`, and the audit log is `FtlAuth.Audit` |
        | `Logging:Console:FormatterName` | `simple` | `json` for one JSON object in a line |
        | `ASPNETCORE_FORWARDEDHEADERS_ENABLED` | | ignored, which is said at start: it would trust every peer. Use [`ForwardedHeaders:KnownProxies`](#forwardedheadersknownproxies). |
        | `SSL_CERT_FILE`, `SSL_CERT_DIR` | the system's | certificate authorities that are trusted for the issuer, Redis and the MCP server (OpenSSL's variables) |
        | `HTTPS_PROXY`, `NO_PROXY` | none | the proxy for requests to the issuer |

        """;
}
