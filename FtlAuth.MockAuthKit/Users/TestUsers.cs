namespace FtlAuth.MockAuthKit.Users;

/// <summary>The accounts to sign in with; their ids never change, so that tests and demos can rely on them.</summary>
internal static class TestUsers
{
    public static IReadOnlyList<TestUser> All { get; } =
    [
        new("user_01J0ADA0ADA0ADA0ADA0ADA001", "Ada", "Lovelace", "ada@example.com")
        {
            OrganizationId = "org_01J0ANA1YT1CA1ENG1NE00001",
            OrganizationName = "Analytical Engines",
        },
        new("user_01J0GRACE0GRACE0GRACE00002", "Grace", "Hopper", "grace@example.com")
        {
            OrganizationId = "org_01J0C0MP11ERS0AND0C0B0001",
            OrganizationName = "Compilers & Co.",
        },
        new("user_01J0A1AN0A1AN0A1AN0A100003", "Alan", "Turing", "alan@example.com"),
    ];

    public static TestUser First => All[0];

    public static TestUser? Find(string? id) => All.FirstOrDefault(user => user.Id == id);
}
