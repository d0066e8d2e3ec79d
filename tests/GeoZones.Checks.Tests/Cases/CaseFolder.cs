using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Cases;

/// <summary>A case of data/ as its files tell it, read without the server.</summary>
internal sealed class CaseFolder
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static readonly ConcurrentDictionary<string, Lazy<CaseFolder>> s_read = new();

    private readonly JsonElement _region;
    private readonly Lazy<CheckReport> _report;
    private readonly string _folder;
    private long _lastId;

    private CaseFolder(string region)
    {
        _folder = Path.Combine(Data(), region);
        _report = new(() => CheckEngine.Run(Snapshot()));
        _region = Read(Path.Combine(_folder, "region.json"));
        Expected = Read(Path.Combine(_folder, "expected.json"));
        Plane = GaussKrugerPlane.ForSrid(_region.GetProperty("planeSrid").GetInt32());
        var newest = _region.GetProperty("revisions").EnumerateArray().GroupBy(revision => revision.GetProperty("plan").GetString()).Select(revisions => revisions.Last()).ToList();
        Features = [.. newest.SelectMany(ReadFeatures)];
        Figures = [.. newest.SelectMany(ReadFigures)];
        Earlier =
        [
            .. from revisions in _region.GetProperty("revisions").EnumerateArray().GroupBy(revision => revision.GetProperty("plan").GetString())
               from revision in revisions.Index().SkipLast(1)
               from feature in ReadFeatures(revision.Item)
               where feature.Collection is Collections.ZoneBoundaries or Collections.SubParks && feature.Plan is not null
               select new EarlierArea(feature.Collection, feature.Plan!.Value, revision.Index + 1, feature.Zone, feature.Code, feature.Name, feature.Measures!.EllipsoidalAreaM2),
        ];
    }

    /// <summary>The case of a region, read once for all tests.</summary>
    public static CaseFolder Of(string region) => s_read.GetOrAdd(region, name => new Lazy<CaseFolder>(() => new CaseFolder(name))).Value;

    public GaussKrugerPlane Plane { get; }

    public JsonElement Expected { get; }

    /// <summary>Features of the newest revision of each plan and of the survey.</summary>
    public IReadOnlyList<PlanFeature> Features { get; }

    public IReadOnlyList<Figure> Figures { get; }

    /// <summary>Boundaries and sub-parks of all revisions before the newest.</summary>
    public IReadOnlyList<EarlierArea> Earlier { get; }

    /// <summary>What all rules say of it, worked out once for all tests.</summary>
    public CheckReport Report => _report.Value;

    public CodeLists Codes => ReadCodes(_region.GetProperty("codeSet").GetString()!);

    public PlanSnapshot Snapshot() => new(_region.GetProperty("id").GetString()!, Plane.Srid, Features, Figures, Codes) { Earlier = Earlier };

    /// <summary>Features of the first revision of a plan.</summary>
    public IReadOnlyList<PlanFeature> FirstRevision(string plan) =>
        [.. ReadFeatures(_region.GetProperty("revisions").EnumerateArray().First(revision => revision.GetProperty("plan").GetString() == plan))];

    private static string Data([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../data"));

    private static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    private static CodeLists ReadCodes(string set)
    {
        var folder = Path.Combine(Data(), "codes");
        var files = Read(Path.Combine(folder, "sets.json")).GetProperty("sets").GetProperty(set);
        T Part<T>(string name) => JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(folder, files.GetProperty(name).GetString()!)), s_json)!;
        return new CodeLists(Part<CodeList>("zone"), Part<CodeList>("urban"), Part<CodeList>("controlArea"), Part<CodeList>("useArea"), Part<CodeList>("existingLandUse"), Part<ConflictMatrix>("matrix"));
    }

    private IEnumerable<PlanFeature> ReadFeatures(JsonElement revision)
    {
        var plan = PlanKinds.Parse(revision.GetProperty("plan").GetString());
        foreach (var file in revision.GetProperty("files").EnumerateObject())
        {
            foreach (var feature in Read(Path.Combine(_folder, file.Value.GetString()!)).GetProperty("features").EnumerateArray())
            {
                var properties = feature.GetProperty("properties");
                var geometry = ReadGeometry(feature.GetProperty("geometry"));
                yield return new PlanFeature(Interlocked.Increment(ref _lastId), file.Name, plan, 1, Text("zone"), Text("code"), Text("name"), Plane.ToPlane(geometry),
                    geometry is IPolygonal ? AreaMeasure.Of(geometry, Plane) : null,
                    properties.TryGetProperty("declaredAreaM2", out var declared) ? declared.GetDouble() : null,
                    properties.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).ToDictionary(p => p.Name, p => p.Value.GetString()!));

                string? Text(string name) => properties.TryGetProperty(name, out var value) ? value.GetString() : null;
            }
        }
    }

    private IEnumerable<Figure> ReadFigures(JsonElement revision) =>
        revision.TryGetProperty("figures", out var file)
            ? Read(Path.Combine(_folder, file.GetString()!)).GetProperty("figures").Deserialize<List<Figure>>(s_json)!
                .Select(figure => figure with { Plan = PlanKinds.Parse(revision.GetProperty("plan").GetString())!.Value })
            : [];

    private static Geometry ReadGeometry(JsonElement geometry)
    {
        var factory = GeometryFactory.Default;
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() switch
        {
            "Point" => factory.CreatePoint(Position(coordinates)),
            "LineString" => factory.CreateLineString(Positions(coordinates)),
            "Polygon" => Polygon(coordinates),
            "MultiPolygon" => factory.CreateMultiPolygon([.. coordinates.EnumerateArray().Select(Polygon)]),
            var type => throw new InvalidDataException($"Geometry {type}."),
        };

        Polygon Polygon(JsonElement rings) =>
            factory.CreatePolygon(factory.CreateLinearRing(Positions(rings[0])), [.. rings.EnumerateArray().Skip(1).Select(ring => factory.CreateLinearRing(Positions(ring)))]);
        static Coordinate[] Positions(JsonElement list) => [.. list.EnumerateArray().Select(Position)];
        static Coordinate Position(JsonElement pair) => new(pair[0].GetDouble(), pair[1].GetDouble());
    }
}
