using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>Data protection keys that end with the process.</summary>
internal sealed class MemoryXmlRepository : IXmlRepository
{
    private readonly ConcurrentBag<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _elements.Select(element => new XElement(element))];

    public void StoreElement(XElement element, string friendlyName) => _elements.Add(new XElement(element));
}
