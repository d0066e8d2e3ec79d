using System.Globalization;

using GeoZones.Checks.Figures;

namespace GeoZones.Checks.Rules;

/// <summary>GZ302 分项合计不符: stated parts against their stated total, in exact decimal arithmetic.</summary>
internal sealed class Gz302SumMismatch : IRule
{
    public RuleInfo Info { get; } = new("GZ302", "sum-mismatch", "分项合计不符", Severity.Error,
        "{subject:subject}：{quantity:quantity}分项 {parts} 合计为 {partsSum:number}[ {unit:unit}]，申报总数为 {total:number}[ {unit:unit}]，差 {difference:number}；小数位舍入最多可解释 {explainable:number}。",
        "{subject:subject}, {quantity:quantity}: the parts {parts} add up to {partsSum:number}[ {unit:unit}], the stated total is {total:number}[ {unit:unit}], a difference of {difference:number}; rounding of the stated decimals explains at most {explainable:number}.")
    {
        Why = new("分项加起来不等于总数，表格本身就有错，后面的计算都会带着它走。", "Where parts do not add up to their total the table itself is wrong, and everything computed from it is."),
        Mend = new("对照原始文件找出是哪一项；若确是各项取整所致，注明即可。", "Go back to the sources and find the wrong row; where it is rounding, say so and leave it."),
        Trap = new("空白的分项不当作零：缺项时合计偏小不算错。小数位舍入能解释的差只作提示。", "A blank part is not zero: with parts missing, a sum below the total is no error. What rounding of the stated decimals explains is only a note."),
        Scope = RuleScope.Wholes,
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var groups = context.Figures.Where(figure => figure.PartOf is not null).ToLookup(figure => (figure.Plan, figure.PartOf, figure.Quantity, figure.Account));
        foreach (var total in context.Figures)
        {
            var parts = groups[(total.Plan, total.Subject, total.Quantity, total.Account)].ToList();
            if (parts.Count > 0 && total.Value is { } stated && Compare(total, stated, parts) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private Finding? Compare(Figure total, decimal stated, List<Figure> parts)
    {
        var unit = StatedUnit.Of(total.Unit);
        var known = parts.Where(part => part.Value is not null).ToList();
        if (known.Count == 0 || known.Any(part => StatedUnit.Of(part.Unit).Dimension != unit.Dimension))
        {
            return null;
        }

        // All in the dimension's smallest unit, where every stated number is exact.
        var sum = known.Sum(part => part.Value!.Value * StatedUnit.Of(part.Unit).Factor);
        var difference = sum - stated * unit.Factor;
        var explainable = known.Append(total).Sum(figure => StatedUnit.HalfUnit(figure) * StatedUnit.Of(figure.Unit).Factor);
        var isIncomplete = known.Count < parts.Count;
        if (difference == 0 || (isIncomplete && difference < 0))
        {
            return null;
        }

        return Info.Found([], total.Key, severity: Math.Abs(difference) <= explainable ? Severity.Info : Severity.Error,
            parameters: new Dictionary<string, object>
            {
                ["subject"] = total.Subject,
                ["quantity"] = total.Quantity,
                ["parts"] = string.Join(" + ", known.Select(part => Stated(part, total.Unit))),
                ["total"] = (double)stated,
                ["partsSum"] = (double)(sum / unit.Factor),
                ["difference"] = (double)(difference / unit.Factor),
                ["explainable"] = (double)(explainable / unit.Factor),
                ["unit"] = total.Unit ?? "",
            });
    }

    private static string Stated(Figure part, string? unitOfTotal)
    {
        var number = part.Value!.Value.ToString("F" + Math.Clamp(part.Decimals, 0, 27), CultureInfo.InvariantCulture);
        return part.Unit == unitOfTotal ? number : $"{number} {part.Unit}";
    }
}
