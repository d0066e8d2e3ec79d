using System.Text.Json.Serialization;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Site;

/// <summary>What follows for a site; written <c>compliant</c>, <c>note</c>, <c>procedure</c>, <c>forbidden</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SiteOutcome>))]
public enum SiteOutcome
{
    /// <summary>Nothing stands against it.</summary>
    [JsonStringEnumMemberName("compliant")]
    Compliant,

    /// <summary>Something to know; nothing has to be done.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>须办理手续: possible after a procedure.</summary>
    [JsonStringEnumMemberName("procedure")]
    Procedure,

    /// <summary>不得选址: may not be built on as the plans are.</summary>
    [JsonStringEnumMemberName("forbidden")]
    Forbidden,
}

/// <summary>项目选址合规检测: what the plans and the survey say about one site. Equal ground gives an equal report, however its rings are written.</summary>
/// <param name="Verdict">The gravest outcome of the findings; notes count as <see cref="SiteOutcome.Compliant"/>.</param>
/// <param name="Site">The red line in the region's Gauss–Krüger plane, m.</param>
/// <param name="Areas">Its three areas.</param>
/// <param name="Layers">What each layer says of it; the rows of each add up to the site.</param>
/// <param name="Findings">Gravest first, then as the rules are listed.</param>
/// <param name="Quota">What it takes from the quota 指标.</param>
/// <param name="Roads">The nearest road of each state of building, nearest first; none where no road was given.</param>
/// <param name="LeftOut">Features that could not take part because their geometry is not valid.</param>
/// <param name="Ignored">Parts too small to be findings, counted and summed; the rows hold them.</param>
public sealed record SiteReport(
    SiteOutcome Verdict,
    Geometry Site,
    AreaMeasures Areas,
    IReadOnlyList<SiteLayer> Layers,
    IReadOnlyList<SiteFinding> Findings,
    SiteQuota Quota,
    IReadOnlyList<NearestRoad> Roads,
    IReadOnlyList<LeftOut> LeftOut,
    IgnoredParts Ignored);

/// <summary>
/// A site by the classes of one layer. Each row is computed by itself and so is what no patch covers, so that Σ rows = site can fail; <paramref name="ResidualM2"/> says by how much it does.
/// </summary>
/// <param name="Id">Id of the layer, for example <c>control-area</c>; see <see cref="SiteLayerKind"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rows">By code; last what no patch covers, where there is such ground.</param>
/// <param name="DoubledM2">Ground that several patches lay claim to, m²; it counts once, for the patch with the lowest code.</param>
/// <param name="ResidualM2">Σ rows − site, m².</param>
public sealed record SiteLayer(string Id, Bilingual Name, IReadOnlyList<SiteRow> Rows, double DoubledM2, double ResidualM2);

/// <summary>The part of a site that one class takes.</summary>
/// <param name="Code">Code of the class, sub-park or township; <c>null</c> for ground that no patch covers.</param>
/// <param name="Name">Its name.</param>
/// <param name="GroundAreaM2">Additive ground area, m².</param>
/// <param name="Share">Of the site, 0 … 1.</param>
/// <param name="Patches">Number of patches.</param>
/// <param name="Outcome">What it means for the site.</param>
/// <param name="Class">The class in the region's code list; <c>null</c> for uncovered ground, for what has no list and for codes that are in none.</param>
/// <param name="Place">Where, in the plane: polygons that share no ground with those of other rows.</param>
public sealed record SiteRow(string? Code, Bilingual Name, double GroundAreaM2, double Share, int Patches, SiteOutcome Outcome, CodeClass? Class, Geometry Place);

/// <summary>One thing that stands against a site, or should be known about it.</summary>
/// <param name="Code">Name of the rule, for example <c>basic-farmland</c>.</param>
/// <param name="Outcome">What follows.</param>
/// <param name="Name">The rule in a few words.</param>
/// <param name="Text">The finding as a sentence.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Layer">Id of the layer it comes from, or <c>null</c>.</param>
/// <param name="GroundAreaM2">Its ground area, m², or <c>null</c> where area is not its measure.</param>
/// <param name="Place">Where, in the plane, or <c>null</c>.</param>
public sealed record SiteFinding(string Code, SiteOutcome Outcome, Bilingual Name, Bilingual Text, Bilingual Remedy, string? Layer, double? GroundAreaM2, Geometry? Place);

/// <summary>What a site takes from the plan quota 规划指标; areas are ground areas in m², <c>null</c> where unknown.</summary>
/// <param name="TakesM2">Ground that is not built-up today by the survey: new construction land 新增建设用地. Ground that no survey covers counts as new.</param>
/// <param name="CountedM2">The part of it on which the zone plan builds: it is in <paramref name="UsedM2"/> already.</param>
/// <param name="GrantedM2">Granted.</param>
/// <param name="AllocatedM2">Given on to sub-parks and facilities.</param>
/// <param name="UsedM2">Used by the zone plan, as the newest check run measured it.</param>
/// <param name="UnusedAfterM2">Granted − used − (takes − counted).</param>
public sealed record SiteQuota(double TakesM2, double CountedM2, double? GrantedM2, double? AllocatedM2, double? UsedM2, double? UnusedAfterM2);

/// <summary>A road near a site.</summary>
/// <param name="Road">The road.</param>
/// <param name="Class">Its class, where stated.</param>
/// <param name="State">Its state of building: <c>planned</c>, <c>under-construction</c>, <c>finished</c>.</param>
/// <param name="DistanceM">From the red line to its centre line on the ellipsoid, m; 0 where it enters the site.</param>
/// <param name="NearestPoint">The point of the road nearest to the site, in the plane.</param>
public sealed record NearestRoad(FeatureReference Road, string? Class, string? State, double DistanceM, Point NearestPoint);
