namespace FtlAuth.Tests.HostileMessages;

/// <summary>One row after the other, since each looks at what has reached the server.</summary>
[CollectionDefinition(Name)]
public sealed class HostileMessagesCollection : ICollectionFixture<HostileMessagesSystem>
{
    public const string Name = "hostile messages";
}
