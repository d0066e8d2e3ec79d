using System.Text.Json;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;

using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import;

/// <summary>
/// Reads the geometry of one feature: rounds each number once, to nine decimals of a degree, and turns outer rings counter-clockwise.
/// A ring that crosses itself is read; what cannot be read or placed is noted as a problem.
/// </summary>
/// <param name="extent">Longitudes and latitudes of the region.</param>
/// <param name="crs">The system that coordinates are told in, in the order of its axes.</param>
/// <param name="problems">Where problems are noted.</param>
internal sealed class GeometryReader(Envelope extent, CoordinateReference crs, ProblemSource problems)
{
    /// <summary>Decimals of a degree that are kept: 0.1 mm.</summary>
    public const int Decimals = 9;

    private const int Wgs84Degrees = 180;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), srid: 4490);
    private readonly List<int> path = [];
    private JsonElement whole;
    private bool saidOutside;

    /// <summary>Whether a height was left out.</summary>
    public bool DroppedHeights { get; private set; }

    /// <summary>The geometry; <c>null</c> where a problem was noted.</summary>
    public Geometry? Read(JsonElement geometry, CollectionShape shape)
    {
        if (geometry.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new("没有图形", "it has no geometry"), new("请补上图形，或删除该要素", "Give it one, or remove the feature"), pointer: "/geometry");
            return null;
        }

        Dictionary<string, JsonElement> members = JsonMembers.Of(geometry, problems);
        string type = members.TryGetValue("type", out JsonElement named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "?";
        if (!shape.GeometryTypes.Contains(type))
        {
            string allowed = string.Join(" / ", shape.GeometryTypes);
            problems.Add(
                new($"图形类型是 {type}，而 {shape.Name} 只接受 {allowed}", $"its geometry is a {type}, and {shape.Name} takes {allowed} only"),
                new("请换成相应的图形类型，或选对图层", "Change the geometry, or name the right collection"), pointer: "/geometry/type");
            return null;
        }

        if (!members.TryGetValue("coordinates", out JsonElement coordinates))
        {
            coordinates = default;
        }

        whole = coordinates;
        Geometry? read = type switch
        {
            "Point" => Point(coordinates),
            "MultiPoint" => Many(coordinates, Point, Factory.CreateMultiPoint),
            "LineString" => Line(coordinates),
            "MultiLineString" => Many(coordinates, Line, Factory.CreateMultiLineString),
            "Polygon" => Polygon(coordinates),
            _ => Many(coordinates, Polygon, Factory.CreateMultiPolygon),
        };
        return problems.Any ? null : read;
    }

    private Geometry? Many<T>(JsonElement array, Func<JsonElement, T?> one, Func<T[], Geometry> all)
        where T : Geometry
    {
        T?[]? parts = Each(array, one);
        return parts is null || parts.Contains(null) ? null : all(parts!);
    }

    private Point? Point(JsonElement position) => Position(position) is Coordinate at ? Factory.CreatePoint(at) : null;

    private LineString? Line(JsonElement array)
    {
        if (Positions(array) is not Coordinate[] positions)
        {
            return null;
        }

        if (positions.All(position => position.Equals2D(positions[0])))
        {
            Add(new("线上只有一个点", "the line has a single point"), new("线至少要有两个不同的点", "A line takes two different points at least"), positions[0]);
            return null;
        }

        return Factory.CreateLineString(positions);
    }

    private Polygon? Polygon(JsonElement array)
    {
        LinearRing?[]? rings = Each(array, Ring);
        if (rings is null || rings.Contains(null))
        {
            return null;
        }

        for (int i = 0; i < rings.Length; i++)
        {
            // RFC 7946: outer rings counter-clockwise, holes clockwise.
            if (Area.OfRingSigned(rings[i]!.CoordinateSequence) is double clockwise and not 0 && clockwise > 0 == (i == 0))
            {
                rings[i] = (LinearRing)rings[i]!.Reverse();
            }
        }

        return Factory.CreatePolygon(rings[0], rings[1..]!);
    }

    private LinearRing? Ring(JsonElement array)
    {
        if (Positions(array) is not Coordinate[] positions)
        {
            return null;
        }

        if (!positions[0].Equals2D(positions[^1]))
        {
            Add(new("环未闭合", "a ring is not closed"), new("请在末尾重复第一个点", "Repeat its first position at its end"), positions[^1]);
            return null;
        }

        if (positions.Length < 4)
        {
            Add(new($"环只有 {positions.Length} 个点", $"a ring has {positions.Length} positions"), new("环至少要有 4 个点，首尾相同", "A ring takes four at least, the last the same as the first"), positions[0]);
            return null;
        }

        return Factory.CreateLinearRing(positions);
    }

    private Coordinate[]? Positions(JsonElement array)
    {
        Coordinate?[]? positions = Each(array, Position);
        return positions is null || positions.Contains(null) ? null : [.. positions.OfType<Coordinate>()];
    }

    private T?[]? Each<T>(JsonElement array, Func<JsonElement, T?> one)
        where T : class
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
        {
            Add(
                new("坐标数组为空或层数不对", "its coordinates are empty or not nested as its type asks"),
                new("请按 RFC 7946 书写坐标", "Write them as RFC 7946 says"));
            return null;
        }

        T?[] parts = new T?[array.GetArrayLength()];
        path.Add(0);
        foreach (JsonElement part in array.EnumerateArray())
        {
            parts[path[^1]] = one(part);
            path[^1]++;
        }

        path.RemoveAt(path.Count - 1);
        return parts;
    }

    // Where the reader is.
    private void Add(Sentence what, Sentence remedy, Coordinate? place = null) =>
        problems.Add(what, remedy, place, "/geometry/coordinates" + string.Concat(path.Select(index => $"/{index}")));

    private Coordinate? Position(JsonElement position)
    {
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2 || Number(position[0]) is not double x || Number(position[1]) is not double y)
        {
            string text = position.ValueKind == JsonValueKind.Undefined ? "?" : position.GetRawText();
            string shown = text.Length > 60 ? text[..60] + "…" : text;
            Add(new($"{shown} 不是坐标", $"{shown} is no position"), new("坐标应为 [经度, 纬度] 两个有限数", "A position is [longitude, latitude], two finite numbers"));
            return null;
        }

        DroppedHeights |= position.GetArrayLength() > 2;
        (double LongitudeDeg, double LatitudeDeg)? degrees = crs == CoordinateReference.Crs84 ? (x, y) : crs.ToDegrees(x, y);
        var at = new Coordinate(Math.Round(degrees?.LongitudeDeg ?? x, Decimals), Math.Round(degrees?.LatitudeDeg ?? y, Decimals));
        if ((degrees is null || !extent.Contains(at)) && !saidOutside)
        {
            saidOutside = true;
            string range = FormattableString.Invariant($"{extent.MinX}–{extent.MaxX}, {extent.MinY}–{extent.MaxY}");
            Add(extent.Width < 2 * Wgs84Degrees
                ? new($"位于本县市范围（{range}）之外", $"it lies outside the region ({range})")
                : new($"超出经纬度的范围（{range}）", $"it is no longitude and latitude ({range})"), Guess(x, y), crs == CoordinateReference.Crs84 ? new Coordinate(x, y) : degrees is null ? null : at);
        }

        return at;
    }

    private Sentence Guess(double x, double y)
    {
        if (WebMapShift.Explains(whole, crs, extent))
        {
            return new(
                "还原 GCJ-02（火星坐标，高德、腾讯等地图所用）的偏移后，它全部位于范围之内：请先把坐标由 GCJ-02 转换为 CGCS2000（EPSG:4490）",
                "Without the shift of GCJ-02, which AMap, Tencent and other web maps of China have, all of it lies inside: transform it from GCJ-02 to CGCS2000 (EPSG:4490)");
        }

        if (crs.ToDegrees(y, x) is (double longitude, double latitude) && extent.Contains(longitude, latitude))
        {
            return crs.IsSwapped
                ? crs.IsDegrees
                    ? new("经纬度似乎写反了，该坐标系把纬度写在前面", "Longitude and latitude seem to be swapped: in this system latitude comes first")
                    : new("纵横坐标似乎写反了，该坐标系把纵坐标（X，北）写在前面", "Northing and easting seem to be swapped: in this system northing comes first")
                : new("经纬度似乎写反了，请把经度写在前面", "Longitude and latitude seem to be swapped: longitude comes first");
        }

        if (crs != CoordinateReference.Crs84)
        {
            return new("请检查坐标、Content-Crs（包括带号）和所选县市", "Check the coordinates, Content-Crs (with its zone number) and the region that was named");
        }

        return Math.Abs(x) > Wgs84Degrees || Math.Abs(y) > Wgs84Degrees
            ? new("似乎是以米为单位的投影坐标，请转换为 EPSG:4490 经纬度", "These look like projected metres: transform them to EPSG:4490, longitude/latitude")
            : new("请检查坐标和所选县市", "Check the coordinates and the region that was named");
    }

    private static double? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && double.IsFinite(value) ? value : null;
}
