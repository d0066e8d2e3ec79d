using System.Text.Json.Serialization;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>How grave a finding is; written <c>info</c>, <c>warning</c>, <c>error</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Explains something; nothing has to be done.</summary>
    [JsonStringEnumMemberName("info")]
    Info,

    /// <summary>Breaks a "should".</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Breaks a "must".</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}

/// <summary>A feature that a finding is about.</summary>
/// <param name="Collection">Its collection.</param>
/// <param name="Id">Its id within the collection.</param>
/// <param name="Revision">Number of the revision that was checked.</param>
/// <param name="Plan">Its plan as written (<c>zone</c> …), <c>null</c> for surveyed facts.</param>
/// <param name="Code">Its code, where it has one.</param>
/// <param name="Name">Its name, where it has one.</param>
public sealed record FeatureReference(string Collection, long Id, int Revision, string? Plan, string? Code, string? Name);

/// <summary>One thing that a rule found.</summary>
public sealed record Finding
{
    /// <summary>Stable id: depends on the rule, the features (or the figure) and the part only.</summary>
    public required string Id { get; init; }

    /// <summary>Code of the rule, <c>GZ103</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Name of the rule, <c>overlap</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How grave.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Whether the rule itself decided the severity (by matrix, by rounding), so that no configuration changes it.</summary>
    internal bool DecidesSeverity { get; init; }

    /// <summary>The features involved, in the order that CHECKS.md names them; for pairs within a layer, by key.</summary>
    public required IReadOnlyList<FeatureReference> Features { get; init; }

    /// <summary>Key of the figure involved, or <c>null</c>.</summary>
    public string? Figure { get; init; }

    /// <summary>Id of the finding that explains this one, such as a layer that is shifted as a whole; <c>null</c> where it stands for itself.</summary>
    public string? Cause { get; init; }

    /// <summary>Number of the part, from 1, where the same features give several findings.</summary>
    public int Part { get; init; } = 1;

    /// <summary>What else tells it from others over the same features: its parts are numbered together with theirs.</summary>
    internal string? Word { get; init; }

    /// <summary>Where it is, in the region's Gauss–Krüger plane (metres); <c>null</c> for figures without a place.</summary>
    public Geometry? Place { get; init; }

    /// <summary>Its measure as additive ground area, m²; <c>null</c> where area is not the measure.</summary>
    public double? GroundAreaM2 { get; init; }

    /// <summary>The tolerances used, unit in the name (<c>areaM2</c>, <c>widthM</c>).</summary>
    public IReadOnlyDictionary<string, double> Tolerance { get; init; } = new Dictionary<string, double>();

    /// <summary>What the message is made of: text (<see cref="string"/>) or numbers (<see cref="double"/>, unit in the name).</summary>
    public IReadOnlyDictionary<string, object> Params { get; init; } = new Dictionary<string, object>();

    /// <summary>The same finding with another number among those over the same features.</summary>
    internal Finding WithPart(IReadOnlyList<PlanFeature> features, int part) => this with { Part = part, Id = FindingId.Of(Rule, features, Figure, Word, part) };
}
