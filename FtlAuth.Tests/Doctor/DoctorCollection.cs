namespace FtlAuth.Tests.Doctor;

/// <summary>The tests that look at one healthy deployment, and at gateways of their own beside it.</summary>
[CollectionDefinition(Name)]
public sealed class DoctorCollection : ICollectionFixture<DoctorSystem>
{
    public const string Name = "doctor";
}
