namespace FtlAuth.MockAuthKit.Users;

/// <summary>Somebody who can sign in.</summary>
internal sealed record TestUser(string Id, string GivenName, string FamilyName, string Email)
{
    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>The organization that the user chose; null for somebody who belongs to none.</summary>
    public string? OrganizationId { get; init; }

    public string? OrganizationName { get; init; }
}
