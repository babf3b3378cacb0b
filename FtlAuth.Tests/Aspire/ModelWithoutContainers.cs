namespace FtlAuth.Tests.Aspire;

/// <summary>Two gateways, with embedded Garnet for Redis.</summary>
public sealed class ModelWithoutContainers() : RunningModel("--Containers=false", "--Replicas=2");
