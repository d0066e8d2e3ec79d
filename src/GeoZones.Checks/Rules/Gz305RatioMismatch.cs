using System.Globalization;

using GeoZones.Checks.Figures;

namespace GeoZones.Checks.Rules;

/// <summary>GZ305 比例不符: a stated share or intensity against its stated part and base, within the rounding of all three.</summary>
internal sealed class Gz305RatioMismatch : IRule
{
    public RuleInfo Info { get; } = new("GZ305", "ratio-mismatch", "比例不符", Severity.Error,
        "{subject:subject}：{quantity:quantity}写为 {stated:number}[ {unit:unit}][，而 {division} 得 {computed:number}][，{base:base}]；基数为 {neededBase:number}[ {baseUnit:unit}] 时才相符。",
        "{subject:subject}, {quantity:quantity}: stated as {stated:number}[ {unit:unit}][, while {division} gives {computed:number}][, {base:base}]; with a base of {neededBase:number}[ {baseUnit:unit}] it would be true.")
    {
        Why = new("比例与它的分子分母对不上，说明其中一个数是错的，或者基数另有所指。", "Where a ratio does not follow from its part and its base, one of the three is wrong or another base is meant."),
        Mend = new("查明基数是什么：全年还是半年、全市还是集聚区、用地还是建筑；改正数字并把基数写出来。", "Find out which base is meant (year or half year, city or zone, land or floor), mend the number and state the base."),
        Trap = new("按申报小数位的舍入判断，不因四舍五入报错；基数未给出时只作提示，并算出应有的基数，并不替原文认定是哪个数。",
            "Rounding of the stated decimals never makes an error. Where the base is not stated this is only a note: it computes the base that would fit and does not claim to know which one was meant."),
        Scope = RuleScope.Wholes,
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var stated = context.Figures.Where(figure => figure.Value is not null).ToLookup(figure => (figure.Plan, figure.Subject, figure.Quantity));
        foreach (var ratio in context.Figures)
        {
            if (ratio.Value is > 0 && RatioDefinition.Of(ratio.Quantity) is { } definition
                && stated[(ratio.Plan, ratio.Subject, definition.Part)].FirstOrDefault() is { } part)
            {
                var whole = definition.Bases.SelectMany(quantity => stated[(ratio.Plan, definition.BaseSubject ?? ratio.Subject, quantity)]).FirstOrDefault();
                if (Compare(ratio, part, whole) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private Finding? Compare(Figure ratio, Figure part, Figure? whole)
    {
        StatedUnit partUnit = StatedUnit.Of(part.Unit), baseUnit = StatedUnit.Of(whole?.Unit ?? RatioDefinition.BaseUnitOf(ratio.Unit, part.Unit));
        if (RatioDefinition.UnitOf(ratio.Unit, partUnit, whole is null ? null : baseUnit) is not { } unit || (whole is not null && whole.Value <= 0) || Agrees(ratio, unit, part, whole))
        {
            return null;
        }

        var (statedRatio, partSize) = ((double)ratio.Value!.Value, (double)(part.Value!.Value * partUnit.Factor));
        Dictionary<string, object> parameters = new()
        {
            ["subject"] = ratio.Subject,
            ["quantity"] = ratio.Quantity,
            ["stated"] = statedRatio,
            ["unit"] = ratio.Unit ?? "",
            ["part"] = (double)part.Value.Value,
            ["partUnit"] = part.Unit ?? "",
            ["neededBase"] = Math.Round(partSize / (statedRatio * unit) / (double)baseUnit.Factor, Math.Min(part.Decimals + 2, 12)),
            ["baseUnit"] = whole?.Unit ?? RatioDefinition.BaseUnitOf(ratio.Unit, part.Unit) ?? "",
            ["base"] = whole is null ? "not-stated" : "stated",
        };
        if (whole is not null)
        {
            parameters["whole"] = (double)whole.Value!.Value;
            parameters["division"] = $"{Written(part, whole.Unit)} ÷ {Written(whole, part.Unit)}";
            parameters["computed"] = Math.Round(partSize / (double)(whole.Value.Value * baseUnit.Factor) / unit, Math.Min(ratio.Decimals + 2, 12));
        }

        return Info.Found([], ratio.Key, severity: whole is null ? Severity.Info : Severity.Error, parameters: parameters);
    }

    // Whether some part, base and ratio that round to what is stated fit one another.
    private static bool Agrees(Figure ratio, double unit, Figure part, Figure? whole)
    {
        if (whole is null)
        {
            return false;
        }

        StatedRange p = StatedRange.Of(part), w = StatedRange.Of(whole), half = StatedRange.Of(ratio with { Unit = null });
        var least = p.Least / w.Most;
        var most = w.Least > 0 ? p.Most / w.Least : double.PositiveInfinity;
        return least <= half.Most * unit * (1 + 1e-12) && most >= half.Least * unit * (1 - 1e-12);
    }

    private static string Written(Figure figure, string? otherUnit)
    {
        var number = figure.Value!.Value.ToString("F" + Math.Clamp(figure.Decimals, 0, 27), CultureInfo.InvariantCulture);
        return figure.Unit == otherUnit ? number : $"{number} {figure.Unit}";
    }
}
