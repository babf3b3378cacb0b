namespace FtlAuth.Gateway.Configuration;

/// <summary>Settings of which there may be several, as a list of entries within the first.</summary>
internal interface IRepeatableSettings<out T>
    where T : class
{
    /// <summary>An entry at that path, with what it has in common with these settings unless it sets something else.</summary>
    T CreateEntry(string path);
}
