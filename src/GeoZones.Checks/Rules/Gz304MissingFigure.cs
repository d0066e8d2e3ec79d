using GeoZones.Checks.Figures;

namespace GeoZones.Checks.Rules;

/// <summary>GZ304 数据缺失: a figure that its source leaves blank; it is never read as zero.</summary>
internal sealed class Gz304MissingFigure : IRule
{
    public RuleInfo Info { get; } = new("GZ304", "missing-figure", "数据缺失", Severity.Warning,
        "{subject:subject}的“{quantity:quantity}”未填写。",
        "No value is stated for {quantity:quantity} of {subject:subject}.")
    {
        Why = new("空着的数字不等于零，缺了它，合计和比例都无法核对。", "A blank is not zero: without the figure neither sums nor shares can be checked."),
        Mend = new("向出具文件的单位补齐数字；确实没有的，注明“无”。", "Ask the author of the document for the figure; where there is none, state that."),
        Trap = new("系统从不把空白当零，也不会替你推算。", "A blank is never read as zero and never estimated."),
        Scope = RuleScope.Wholes,
        Wholes = [Collections.SubParks],
    };

    public IEnumerable<Finding> Check(CheckContext context) =>
        from figure in context.Figures
        where figure.Value is null
        let subParks = Subject.IsSubPark(figure.Subject) ? Subject.Drawn(figure, context) : []
        select Info.Found(subParks, figure.Key, place: subParks is [var subPark] && context.IsValid(subPark) ? subPark.Plane : null,
            parameters: new Dictionary<string, object> { ["subject"] = figure.Subject, ["quantity"] = figure.Quantity });
}
