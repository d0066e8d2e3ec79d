using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>What is fixed about a rule.</summary>
/// <param name="Code">Code, never reused: <c>GZ103</c>.</param>
/// <param name="Name">Name of the defect: <c>overlap</c>.</param>
/// <param name="NameZh">Name in 中文.</param>
/// <param name="Severity">Default severity.</param>
/// <param name="MessageZh">Sentence in 中文; see <see cref="FindingMessage"/> for its placeholders.</param>
/// <param name="MessageEn">Sentence in English.</param>
public sealed record RuleInfo(string Code, string Name, string NameZh, Severity Severity, string MessageZh, string MessageEn)
{
    /// <summary>Why the defect matters.</summary>
    public required Bilingual Why { get; init; }

    /// <summary>How to mend it.</summary>
    public required Bilingual Mend { get; init; }

    /// <summary>What is easily misread or overlooked about it.</summary>
    public required Bilingual Trap { get; init; }

    /// <summary>Numbers that a region may set.</summary>
    public IReadOnlyList<RuleSetting> Settings { get; init; } = [];

    /// <summary>What its findings depend on.</summary>
    internal RuleScope Scope { get; init; } = RuleScope.Layer;

    /// <summary>The collections that it looks at as a whole, where that is its <see cref="Scope"/>; with none it looks at figures alone.</summary>
    internal IReadOnlyList<string> Wholes { get; init; } = [];

    /// <summary>A finding of this rule. Its id names the rule, the features in the given order, the figure, the word and the part.</summary>
    /// <param name="features">The features involved.</param>
    /// <param name="figure">Key of the figure involved.</param>
    /// <param name="word">What else tells this finding from others over the same features, for example a plan.</param>
    /// <param name="part">Number of the part, from 1.</param>
    /// <param name="severity">Where it is not the default.</param>
    /// <param name="place">Where, in the plane.</param>
    /// <param name="groundAreaM2">Its area.</param>
    /// <param name="tolerance">Tolerances used.</param>
    /// <param name="parameters">What the message is made of.</param>
    internal Finding Found(
        IReadOnlyList<PlanFeature> features,
        string? figure = null,
        string? word = null,
        int part = 1,
        Severity? severity = null,
        Geometry? place = null,
        double? groundAreaM2 = null,
        IReadOnlyDictionary<string, double>? tolerance = null,
        IReadOnlyDictionary<string, object>? parameters = null) => new()
        {
            Id = FindingId.Of(Code, features, figure, word, part),
            Word = word,
            Rule = Code,
            Name = Name,
            Severity = severity ?? Severity,
            DecidesSeverity = severity is not null,
            Features = [.. features.Select(feature => feature.Reference())],
            Figure = figure,
            Part = part,
            Place = place,
            GroundAreaM2 = groundAreaM2,
            Tolerance = tolerance ?? new Dictionary<string, double>(),
            Params = parameters ?? new Dictionary<string, object>(),
        };
}
