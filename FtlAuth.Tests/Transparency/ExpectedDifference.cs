namespace FtlAuth.Tests.Transparency;

/// <summary>A difference that the gateway has to make.</summary>
/// <param name="Sentence">What the specification says, or the RFC that the difference follows from.</param>
/// <param name="Apply">Makes of what arrives without the gateway what has to arrive through it; whatever cannot be known before is judged here.</param>
internal sealed record ExpectedDifference(string Sentence, Action<MessagePair, Surroundings> Apply);
