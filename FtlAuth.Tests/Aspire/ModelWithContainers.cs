namespace FtlAuth.Tests.Aspire;

/// <summary>Redis in a container; needs Docker or Podman.</summary>
public sealed class ModelWithContainers() : RunningModel("--Containers=true");
