namespace FtlAuth.Gateway.Mcp;

/// <summary>What stands at a member that should be an object: nothing, an object, or something else.</summary>
/// <param name="Exists">Whether the member is there.</param>
/// <param name="Close">Where the object's closing brace stands; -1 when there is no object.</param>
/// <param name="HasMembers">Whether anything stays in it.</param>
internal readonly record struct InspectedObject(bool Exists, int Close, bool HasMembers)
{
    public static readonly InspectedObject Missing = new(false, -1, false);

    public static readonly InspectedObject NotAnObject = new(true, -1, false);

    public bool IsObject => Close >= 0;
}
