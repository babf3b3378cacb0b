namespace FtlAuth.Tests.Fuzzing;

/// <summary>A change to one place of some bytes.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Position">Where; taken modulo the length.</param>
/// <param name="Value">The byte that comes in, if one does.</param>
internal sealed record ByteEdit(ByteEditKind Kind, int Position, byte Value)
{
    public byte[] Apply(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [Value];
        }

        var position = Position % bytes.Length;
        return Kind switch
        {
            ByteEditKind.Replace => [.. bytes[..position], Value, .. bytes[(position + 1)..]],
            ByteEditKind.FlipBit => [.. bytes[..position], (byte)(bytes[position] ^ (1 << (Value & 7))), .. bytes[(position + 1)..]],
            ByteEditKind.Insert => [.. bytes[..position], Value, .. bytes[position..]],
            ByteEditKind.Remove => [.. bytes[..position], .. bytes[(position + 1)..]],
            ByteEditKind.Append => [.. bytes, Value],
            _ => bytes[..position],
        };
    }
}
