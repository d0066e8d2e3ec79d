using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.IO;

namespace GeoZones.Checks.Tests;

/// <summary>A small region drawn in WKT. Coordinates are metres from a corner at easting 560 000, northing 3 895 000 of the 114° plane.</summary>
internal sealed class Sketch
{
    public const double EastM = 560_000;
    public const double NorthM = 3_895_000;

    public static readonly GaussKrugerPlane Plane = GaussKrugerPlane.ForSrid(4547);

    private readonly List<PlanFeature> _features = [];
    private readonly List<Figure> _figures = [];

    public static CodeLists Codes { get; } = new(
        List("function", "zone", ("M", "built", "industry"), ("R", "built", "living"), ("G", "unbuilt", "green")),
        List("class", "urban", ("M1", "built", "industry"), ("R1", "built", "living"), ("G1", "unbuilt", "green"), ("E", "unbuilt", "farm")),
        List("controlArea", "land-use", ("010", "built", "town"), ("030", "unbuilt", "farm")),
        List("useArea", "land-use", ("010", "unbuilt", "farm"), ("030", "built", "town")),
        List("class", null, ("20", "built", "town"), ("01", "unbuilt", "farm")),
        new ConflictMatrix(
            [new("industry", "工业", "industry"), new("living", "居住", "living"), new("green", "绿地", "green"), new("farm", "农用", "farm"), new("town", "城镇", "town")],
            [new("industry", "farm", Severity.Error), new("living", "industry", Severity.Warning), new("green", "living", Severity.Info)]));

    public PlanSnapshot Snapshot => new("test", 4547, _features, _figures, Codes);

    public CheckReport Check() => CheckEngine.Run(Snapshot);

    public IReadOnlyList<Finding> Findings(string rule) => [.. Check().Findings.Where(finding => finding.Rule == rule)];

    public static Geometry At(string wkt) => AffineTransformation.TranslationInstance(EastM, NorthM).Transform(new WKTReader().Read(wkt));

    public static string Box(double west, double south, double east, double north) =>
        FormattableString.Invariant($"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))");

    public Sketch Add(string collection, PlanKind? plan, string? code, Geometry plane, string? zone = "Z", string? name = null, double? declaredAreaM2 = null,
        params (string Name, string Value)[] attributes)
    {
        var measures = plane is IPolygonal ? AreaMeasure.Of(Plane.ToDegrees(plane), Plane) : null;
        _features.Add(new PlanFeature(_features.Count + 1, collection, plan, 1, zone, code, name, plane, measures, declaredAreaM2,
            attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value)));
        return this;
    }

    public Sketch Boundary(PlanKind plan, string wkt, string zone = "Z", string code = "B") => Add(Collections.ZoneBoundaries, plan, code, At(wkt), zone);

    /// <summary>The same boundary in all three plans.</summary>
    public Sketch Zone(string wkt, string zone = "Z", string code = "B") =>
        Boundary(PlanKind.Zone, wkt, zone, code).Boundary(PlanKind.Urban, wkt, zone, code).Boundary(PlanKind.LandUse, wkt, zone, code);

    public Sketch SubPark(string code, string wkt, string? name = null, double? declaredAreaM2 = null) =>
        Add(Collections.SubParks, PlanKind.Zone, code, At(wkt), name: name, declaredAreaM2: declaredAreaM2);

    public Sketch ZoneUse(string code, string function, string wkt) => Add(Collections.Designations, PlanKind.Zone, code, At(wkt), attributes: ("function", function));

    public Sketch UrbanUse(string code, string landClass, string wkt) => Add(Collections.Designations, PlanKind.Urban, code, At(wkt), attributes: ("class", landClass));

    public Sketch ControlArea(string code, string controlArea, string wkt) =>
        Add(Collections.Designations, PlanKind.LandUse, code, At(wkt), attributes: ("controlArea", controlArea));

    public Sketch UseArea(string code, string useArea, string wkt) => Add(Collections.Designations, PlanKind.LandUse, code, At(wkt), attributes: ("useArea", useArea));

    public Sketch Farmland(string code, string farmlandClass, string wkt) =>
        Add(Collections.Farmland, PlanKind.LandUse, code, At(wkt), attributes: ("farmlandClass", farmlandClass));

    public Sketch Today(string code, string landClass, string wkt) => Add(Collections.ExistingLandUse, null, code, At(wkt), zone: null, attributes: ("class", landClass));

    /// <summary>A road of the zone plan (or another) through points "x y, x y".</summary>
    public Sketch Road(string code, string through, PlanKind plan = PlanKind.Zone, string? name = null, string state = "planned", string? zone = "Z", params (string Name, string Value)[] more) =>
        Add(Collections.Roads, plan, code, At($"LINESTRING ({through})"), zone, name, attributes: [("state", state), .. more]);

    public Sketch Figure(string subject, string quantity, decimal? value, string? unit = "km2", int decimals = 1, string? qualifier = null, string? account = null, string? partOf = null, PlanKind plan = PlanKind.Zone)
    {
        _figures.Add(new Figure(subject, quantity, value, unit, decimals, qualifier, account, null, partOf, false) { Plan = plan });
        return this;
    }

    private static CodeList List(string attribute, string? plan, params (string Code, string State, string Group)[] classes) =>
        new($"{plan}-{attribute}", plan, attribute, "test", "测试", "test", [.. classes.Select(one => new CodeClass(one.Code, one.Code + "类", "class " + one.Code, one.State, one.Group, "#808080"))]);
}
