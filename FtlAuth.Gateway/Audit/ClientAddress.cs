using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FtlAuth.Gateway.Audit;

/// <summary>Where a request comes from, as far as one can be told from the next: an IPv4 address, or the /64 network of an IPv6 address, of which one host has all.</summary>
/// <param name="Bits">The address as one of IPv6; 0 when it is not known.</param>
internal readonly record struct ClientAddress(UInt128 Bits)
{
    private static readonly UInt128 Mapped = (UInt128)0xFFFF_0000_0000;

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
        return new(bits >> 32 == Mapped >> 32 ? bits : bits & ((UInt128)ulong.MaxValue << 64));
    }

    public override string ToString()
    {
        if (Bits == 0)
        {
            return "unknown";
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
            : address.AddressFamily == AddressFamily.InterNetworkV6 ? $"{address}/64" : address.ToString();
    }
}
