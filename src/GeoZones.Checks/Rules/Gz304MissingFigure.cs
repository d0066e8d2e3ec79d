using GeoZones.Checks.Figures;

namespace GeoZones.Checks.Rules;

/// <summary>GZ304 数据缺失: a figure that its source leaves blank; it is never read as zero.</summary>
internal sealed class Gz304MissingFigure : IRule
{
    public RuleInfo Info { get; } = new("GZ304", "missing-figure", "数据缺失", Severity.Warning,
        "{subject:subject}的“{quantity:quantity}”未填写。",
        "No value is stated for {quantity:quantity} of {subject:subject}.");

    public IEnumerable<Finding> Check(CheckContext context) =>
        from figure in context.Figures
        where figure.Value is null
        let subParks = Subject.IsSubPark(figure.Subject) ? Subject.Drawn(figure.Subject, context) : []
        select Info.Found(subParks, figure.Key, place: subParks is [var subPark] && context.IsValid(subPark) ? subPark.Plane : null,
            parameters: new Dictionary<string, object> { ["subject"] = figure.Subject, ["quantity"] = figure.Quantity });
}
