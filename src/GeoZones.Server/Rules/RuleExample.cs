using System.Text;
using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Rules;
using GeoZones.Checks.Settings;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.IO;

namespace GeoZones.Server.Rules;

/// <summary>A drawing of <c>data/rules/CODE/</c>: with the defect of the rule (<c>found-…</c>) or without it (<c>clean-…</c>).</summary>
/// <param name="About">What is drawn.</param>
/// <param name="Features">The drawing: WKT in metres from a corner at easting 560 000, northing 3 895 000 of the 114° plane.</param>
/// <param name="Figures">What is declared.</param>
/// <param name="Settings">What the region sets about the checks.</param>
/// <param name="Earlier">Boundaries and sub-parks as revision 1 drew them.</param>
public sealed record RuleExample(
    Bilingual About, IReadOnlyList<DrawnFeature> Features, IReadOnlyList<Figure>? Figures = null, JsonElement? Settings = null, IReadOnlyList<DrawnFeature>? Earlier = null)
{
    private const string CodeSet = "standard";
    private const string FoundPrefix = "found-";
    private const double EastM = 560_000;
    private const double NorthM = 3_895_000;

    private static readonly GaussKrugerPlane s_plane = GaussKrugerPlane.ForSrid(4547);

    /// <summary>Name of its file without extension.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Whether the rule finds something in it.</summary>
    public bool IsFound => Name.StartsWith(FoundPrefix, StringComparison.Ordinal);

    /// <summary>The drawings of a rule, those with its defect first; then by name.</summary>
    /// <param name="folder">Folder with a folder for each rule.</param>
    /// <param name="code">Code of the rule.</param>
    public static IReadOnlyList<RuleExample> Of(string folder, string code)
    {
        var files = Directory.GetFiles(Path.Combine(folder, code), "*.json").Order(StringComparer.Ordinal);
        return
        [
            .. files.Select(file => JsonSerializer.Deserialize<RuleExample>(File.ReadAllBytes(file), ApiJson.Options)! with { Name = Path.GetFileNameWithoutExtension(file) })
                .OrderByDescending(example => example.IsFound),
        ];
    }

    /// <summary>What the rule finds in the drawing; places are in metres from its corner.</summary>
    /// <param name="rule">The rule.</param>
    public IReadOnlyList<Finding> Findings(RuleInfo rule)
    {
        var back = AffineTransformation.TranslationInstance(-EastM, -NorthM);
        return
        [
            .. CheckEngine.Run(Snapshot(rule)).Findings.Where(finding => finding.Rule == rule.Code)
                .Select(finding => finding.Place is { } place ? finding with { Place = back.Transform(place) } : finding),
        ];
    }

    private PlanSnapshot Snapshot(RuleInfo rule) => new("example", s_plane.Srid, [.. Features.Select(Feature)], Figures ?? [], RegionCodes.Find(CodeSet)!)
    {
        Earlier =
        [
            .. from drawn in Earlier ?? []
               select new EarlierArea(drawn.Collection, PlanKinds.Parse(drawn.Plan)!.Value, 1, drawn.Zone, drawn.Code, drawn.Name,
                   AreaMeasure.EllipsoidalAreaM2(s_plane.ToDegrees(Plane(drawn)))),
        ],
        Settings = Only(rule),
    };

    private static PlanFeature Feature(DrawnFeature drawn, int i)
    {
        var plane = Plane(drawn);
        return new(i + 1, drawn.Collection, PlanKinds.Parse(drawn.Plan), 1, drawn.Zone, drawn.Code, drawn.Name, plane,
            plane is IPolygonal ? AreaMeasure.Of(s_plane.ToDegrees(plane), s_plane) : null, drawn.DeclaredAreaM2, drawn.Attributes ?? new Dictionary<string, string>());
    }

    private static Geometry Plane(DrawnFeature drawn) => AffineTransformation.TranslationInstance(EastM, NorthM).Transform(drawn.Geometry());

    // A drawing shows one rule: the others are switched off.
    private CheckSettings Only(RuleInfo rule)
    {
        var own = Settings is { } settings ? SettingsReader.Read(Encoding.UTF8.GetBytes(settings.GetRawText())) : CheckSettings.Default;
        var off = new RuleSettings(true, null, new Dictionary<string, double>(), new Dictionary<(string, string), double>());
        return new(RuleSet.All.Select(one => one.Info.Code).Where(code => code != rule.Code).Select(code => KeyValuePair.Create(code, off))
            .Concat(own.Rules.Where(one => one.Key == rule.Code)).ToDictionary());
    }
}

/// <summary>A feature of a drawing.</summary>
/// <param name="Collection">Its collection.</param>
/// <param name="Wkt">Its geometry, metres from the corner of the drawing.</param>
/// <param name="Plan">Its plan as written, <c>null</c> for surveyed facts.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Zone">Code of its zone.</param>
/// <param name="DeclaredAreaM2">What it declares, m².</param>
/// <param name="Attributes">Its own attributes.</param>
public sealed record DrawnFeature(
    string Collection, string Wkt, string? Plan = null, string? Code = null, string? Name = null, string? Zone = null, double? DeclaredAreaM2 = null,
    IReadOnlyDictionary<string, string>? Attributes = null)
{
    /// <summary>The geometry, metres from the corner of the drawing.</summary>
    public Geometry Geometry() => new WKTReader().Read(Wkt);
}
