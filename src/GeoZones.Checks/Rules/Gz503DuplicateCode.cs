using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ503 编号重复: a code that several features of one collection of one plan carry.</summary>
internal sealed class Gz503DuplicateCode : IRule
{
    public RuleInfo Info { get; } = new("GZ503", "duplicate-code", "编号重复", Severity.Error,
        "[{plan:plan}中，]编号为“{code}”的{collection:collection}有 {number:count} 个：{f0}、{f1}[、{f2}][、{f3}]。",
        "The code “{code}” names {number:count} features of one collection ({collection:collection})[ of the {plan:plan}]: {f0}, {f1}[, {f2}][, {f3}].")
    {
        Why = new("编号是图形的身份证：重号之后，批文、台账和修改记录都说不清指的是哪一个。", "A code is how approvals, ledgers and the history of edits name a feature; with two of them none says which is meant."),
        Mend = new("保留最早批准的一个，其余另编新号；若两个图形原是一块，合并成一个多部件图形。", "Let the one that was approved first keep its code and number the others anew; where they are one feature, make it one of several parts."),
        Trap = new("编号在同一规划的同一图层内必须唯一，即使分属不同的集聚区；没有编号的图形不算重号。", "A code is unique within a collection of a plan, even where the features belong to different zones. Features without a code are no duplicates."),
        Scope = RuleScope.Code,
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var same in context.Features.GroupBy(feature => (feature.Plan, feature.Collection)).SelectMany(Doubled))
        {
            // Their keys may be equal: where they lie tells them apart, whatever ids a database gave them.
            IReadOnlyList<PlanFeature> features =
            [
                .. same.OrderBy(feature => feature.Key, StringComparer.Ordinal)
                    .ThenBy(feature => feature.Plane.EnvelopeInternal.MinX).ThenBy(feature => feature.Plane.EnvelopeInternal.MinY).ThenBy(feature => feature.Name, StringComparer.Ordinal),
            ];
            Dictionary<string, object> parameters = new() { ["code"] = same.Key.Code!, ["collection"] = same.Key.Collection, ["number"] = (double)features.Count };
            if (same.Key.Plan is { } plan)
            {
                parameters["plan"] = plan.Text();
            }

            Coordinate[] places = [.. features.Where(context.IsValid).Select(feature => feature.Plane.EnvelopeInternal.Centre)];
            yield return Info.Found(features, place: places.Length == 0 ? null : GeometryFactory.Default.CreateMultiPointFromCoords(places), parameters: parameters);
        }
    }

    private static IEnumerable<IGrouping<(PlanKind? Plan, string Collection, string? Code), PlanFeature>> Doubled(IEnumerable<PlanFeature> layer)
    {
        HashSet<string> seen = new(StringComparer.Ordinal), twice = new(StringComparer.Ordinal);
        foreach (var feature in layer)
        {
            if (!string.IsNullOrWhiteSpace(feature.Code) && !seen.Add(feature.Code))
            {
                twice.Add(feature.Code);
            }
        }

        return twice.Count == 0 ? [] : layer.Where(feature => feature.Code is { } code && twice.Contains(code)).GroupBy(feature => (feature.Plan, feature.Collection, feature.Code));
    }
}
