namespace GeoZones.Checks.Rules;

/// <summary>What a finding of a rule depends on, and so which edits can make, change or remove it.</summary>
internal enum RuleScope
{
    /// <summary>On what its own layer has at its place.</summary>
    Layer,

    /// <summary>On what any layer has at its place.</summary>
    Place,

    /// <summary>On the whole of the collections that <see cref="RuleInfo.Wholes"/> names.</summary>
    Wholes,

    /// <summary>On all features with the same code.</summary>
    Code,
}
