namespace FtlAuth.AllInOne;

/// <summary>A fixed port of the stack is taken; the message names the port, the part and the setting.</summary>
public sealed class PortInUseException(string part, int port, string key, Exception innerException)
    : IOException($"Port {port} of the {part} is in use: stop what listens there, or choose another port with --{key}=… (0 picks a free one).", innerException);
