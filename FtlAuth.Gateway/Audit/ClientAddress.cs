using System.Buffers.Binary;
using System.Net;

namespace FtlAuth.Gateway.Audit;

/// <summary>Where a request comes from, as far as one can be told from the next: an IPv4 address, or the /64 network of an IPv6 address, of which one host has all.</summary>
/// <param name="Bits">The address as one of IPv6; 0 when it is not known.</param>
internal readonly record struct ClientAddress(UInt128 Bits)
{
    private static readonly UInt128 Mapped = (UInt128)0xFFFF_0000_0000;

    // Marks a network of IPv6, so that none is 0.
    private const uint Network = 1;

    /// <summary>The address that connected, or that a known proxy named.</summary>
    public static ClientAddress Of(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? Of(address) : default;

    public static ClientAddress Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (length == 4)
        {
            return new(Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        var bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return new(bits >> 32 == Mapped >> 32 ? bits : (bits & ((UInt128)ulong.MaxValue << 64)) | Network);
    }

    /// <summary>Of each part by itself: the framework's own folds them, so that whoever has many addresses could choose some with one and the same hash.</summary>
    public override int GetHashCode() => HashCode.Combine((uint)(Bits >> 96), (uint)(Bits >> 64), (uint)(Bits >> 32), (uint)Bits);

    public override string ToString()
    {
        if (Bits == 0)
        {
            return "unknown";
        }

        Span<byte> bytes = stackalloc byte[16];
        var isMapped = Bits >> 32 == Mapped >> 32;
        BinaryPrimitives.WriteUInt128BigEndian(bytes, isMapped ? Bits : Bits & ~(UInt128)Network);
        var address = new IPAddress(bytes);
        return isMapped ? address.MapToIPv4().ToString() : $"{address}/64";
    }
}
