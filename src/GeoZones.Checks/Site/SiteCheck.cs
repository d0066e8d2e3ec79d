using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Messages;
using GeoZones.Checks.Overlay;
using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Site;

/// <summary>项目选址合规检测: looks a site up in the three plans and the survey. Needs only the features near it, and is safe to run many times at once.</summary>
public static class SiteCheck
{
    private const int MostRoadsNamed = 4;
    private const int MostFeaturesNamed = 4;

    private static readonly Tolerance s_tolerance = new(RuleSetting.SliverAreaM2.Default, RuleSetting.SliverWidthM.Default);

    /// <summary>Checks a site.</summary>
    /// <param name="redLine">The site: a valid polygon or multipolygon in the snapshot's plane, m.</param>
    /// <param name="near">The features whose boxes meet those of its parts, the roads near it, and the figures of the region; others do no harm.</param>
    /// <param name="quota">The plan quota as the newest check run measured it; <c>null</c> where there was none: then the figures tell what is granted.</param>
    /// <param name="cancel">Ends the check early.</param>
    /// <exception cref="ArgumentException">The site is no valid area.</exception>
    public static SiteReport Of(Geometry redLine, PlanSnapshot near, QuotaAccount? quota = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(redLine);
        ArgumentNullException.ThrowIfNull(near);
        if (redLine is not IPolygonal || !UsableFeatures.IsSound(redLine))
        {
            throw new ArgumentException("A site is a valid polygon or multipolygon.", nameof(redLine));
        }

        var plane = GaussKrugerPlane.ForSrid(near.PlaneSrid);
        SiteGround site = new(redLine, plane);
        var extent = site.Area.EnvelopeInternal;
        var patches = near.Features.Where(feature => feature.Plane is IPolygonal && feature.Plane.EnvelopeInternal.Intersects(extent))
            .ToLookup(feature => UsableFeatures.IsSound(feature.Plane));
        var roads = near.Features.Where(feature => feature.Collection == Collections.Roads && feature.Plane is ILineal && !feature.Plane.IsEmpty).ToList();

        var layers = SiteLayerKind.All(near.Codes)
            .Select(kind => SiteLayerAccount.Of(kind, site, patches[true], cancel).Report((code, known) => SiteRule.OutcomeOf(kind.Id, code, known)))
            .ToList();
        var taken = SiteQuotas.Of(site, layers, quota ?? SiteQuotas.Declared(near.Figures));
        var (ground, ignored) = OnGround(site, layers);
        IReadOnlyList<LeftOut> leftOut = [.. patches[false].OrderBy(feature => feature.Key, StringComparer.Ordinal).Select(feature => new LeftOut(feature.Reference(), LeftOut.InvalidGeometry))];
        List<SiteFinding> findings = [.. ground, .. OfLeftOut(leftOut), .. OfQuota(taken), .. OfRoads(site, roads)];
        return new SiteReport(
            findings.Select(finding => finding.Outcome).Where(outcome => outcome > SiteOutcome.Note).DefaultIfEmpty(SiteOutcome.Compliant).Max(),
            site.Area,
            AreaMeasure.Of(plane.ToDegrees(site.Area), plane),
            layers,
            [.. findings.OrderByDescending(finding => finding.Outcome)],
            taken,
            NearestRoads.Of(site, roads),
            leftOut,
            ignored);
    }

    private static (IReadOnlyList<SiteFinding> Findings, IgnoredParts Ignored) OnGround(SiteGround site, IReadOnlyList<SiteLayer> layers)
    {
        List<SiteFinding> findings = [];
        var ignored = new IgnoredParts(0, 0);
        foreach (var rule in SiteRule.All)
        {
            List<SiteRow> meant = [];
            List<Polygon> places = [];
            double groundM2 = 0;
            foreach (var row in layers.Single(layer => layer.Id == rule.Layer).Rows.Where(row => rule.IsMeant(row.Code, row.Class)))
            {
                var before = places.Count;
                foreach (var part in PolygonOverlay.Parts(row.Place))
                {
                    var partM2 = site.AreaM2(part);
                    if (s_tolerance.IsSmall(part, partM2))
                    {
                        ignored = new IgnoredParts(ignored.Count + 1, ignored.GroundAreaM2 + partM2);
                    }
                    else
                    {
                        places.Add(part);
                        groundM2 += partM2;
                    }
                }

                if (places.Count > before)
                {
                    meant.Add(row);
                }
            }

            if (places.Count > 0)
            {
                findings.Add(new SiteFinding(rule.Code, rule.Outcome, rule.Name, rule.Sentence(groundM2, meant), rule.Remedy, rule.Layer, groundM2, PolygonOverlay.Collected(places)));
            }
        }

        return (findings, ignored);
    }

    // What could not be read may be basic farmland: the site is not compliant before that is known.
    private static IEnumerable<SiteFinding> OfLeftOut(IReadOnlyList<LeftOut> leftOut)
    {
        if (leftOut.Count > 0)
        {
            var names = leftOut.Take(MostFeaturesNamed).Select(one => one.Feature.Code ?? "#" + one.Feature.Id).ToList();
            var isMore = leftOut.Count > names.Count;
            yield return new SiteFinding("unreadable-geometry", SiteOutcome.Procedure, new("数据图形无效", "Data that could not be read"),
                new($"地块附近有 {leftOut.Count} 个要素图形无效，未能计入（{string.Join("、", names)}{(isMore ? "等" : "")}）。",
                    $"Left out near the site because their geometry is not valid: {leftOut.Count} ({string.Join(", ", names)}{(isMore ? ", …" : "")})."),
                new("核实并改正这些要素后再检测。", "Clarify and mend these features, then check again."), null, null, null);
        }
    }

    private static IEnumerable<SiteFinding> OfQuota(SiteQuota quota)
    {
        var overM2 = -(quota.UnusedAfterM2 ?? (quota.GrantedM2 - quota.TakesM2) ?? 0);
        if (quota.TakesM2 > s_tolerance.AreaM2 && overM2 > s_tolerance.AreaM2)
        {
            yield return new SiteFinding("quota-exceeded", SiteOutcome.Procedure, new("用地指标不足", "Not enough quota"),
                new($"新增建设用地 {Wording.Chinese.Form(quota.TakesM2, "area")}，超出规划指标 {Wording.Chinese.Form(overM2, "area")}。",
                    $"With {Wording.English.Form(quota.TakesM2, "area")} of new construction land the plan quota is exceeded by {Wording.English.Form(overM2, "area")}."),
                new("落实指标后再报批。", "Find quota for it before it is submitted."), null, overM2, null);
        }
    }

    private static IEnumerable<SiteFinding> OfRoads(SiteGround site, IReadOnlyList<PlanFeature> roads)
    {
        var crossing = NearestRoads.Crossing(site, roads);
        if (crossing.Count == 0)
        {
            yield break;
        }

        var lengthM = crossing.Sum(one => one.LengthM);
        yield return new SiteFinding("road-inside", SiteOutcome.Note, new("道路穿越地块", "Roads run over the site"),
            new($"{Named(Wording.Chinese, "、")}穿越地块，共 {Wording.Chinese.Form(lengthM, "length")}。", $"{Named(Wording.English, ", ")} run over the site, {Wording.English.Form(lengthM, "length")} in all."),
            new("按道路红线退让。", "Keep clear of the road’s own red line."), null, null, new GeometryCollection([.. crossing.Select(one => one.Inside)]));

        string Named(Wording words, string apart)
        {
            var more = crossing.Count - MostRoadsNamed;
            var names = string.Join(apart, crossing.Take(MostRoadsNamed).Select(one => Name(one.Road, words)));
            return more <= 0 ? names : words.IsChinese ? $"{names}等 {crossing.Count} 条道路" : $"{names} and {more} more";
        }

        static string Name(PlanFeature road, Wording words)
        {
            var state = Vocabulary.Word("state", road.Attribute(Road.StateAttribute) ?? "", words.IsChinese);
            return (road.Name ?? road.Code ?? "#" + road.Id) + (words.IsChinese ? $"（{state}）" : $" ({state})");
        }
    }
}
