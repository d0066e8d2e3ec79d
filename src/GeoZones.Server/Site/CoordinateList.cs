using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using GeoZones.Checks.Geodesy;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Measure;
using GeoZones.Server.Problems;

using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GeoZones.Server.Site;

/// <summary>
/// Reads a red line that someone has pasted: a point a line, as degrees (longitude and latitude) or as Gauss–Krüger metres (northing X and easting Y, the easting with or without number of its 3° zone),
/// numbers apart by spaces, tabs or commas of either width, with or without number of the point and of the ring before them; also the exchange format of boundary points 界址点坐标交换格式.
/// A blank line, another ring number or a line with <c>@</c> begins another ring; a ring inside another is a hole.
/// Which column is which follows from the numbers; where it does not, the list is refused with a question.
/// </summary>
public static partial class CoordinateList
{
    private const int LongestList = 4_000_000;
    private const int MostRings = 1_000;
    private const double DegreeDecimals = 9;

    private enum Order
    {
        LongitudeFirst,
        LatitudeFirst,
        NorthingFirst,
        EastingFirst,
    }

    private readonly record struct Row(int Line, double First, double Second);

    /// <summary>Reads a list.</summary>
    /// <param name="text">The text.</param>
    /// <param name="planeSrid">EPSG code of the plane that eastings without zone are in.</param>
    /// <returns>Polygons in longitude and latitude, and how the numbers were read.</returns>
    /// <exception cref="ProblemException">400, with the number of the line: it cannot be read, or only with an answer to the question that is asked.</exception>
    public static (Geometry Degrees, Sentence Reading) Read(string text, int planeSrid)
    {
        if (text.Length > LongestList)
        {
            throw new ProblemException(StatusCodes.Status413PayloadTooLarge, new("坐标表过长。", "The list of coordinates is too long."));
        }

        var rings = Rings(text);
        if (rings.Count == 0)
        {
            throw Wrong("没有坐标：每行一个点，例如“114.671,35.201”或“3895000.00 38560000.00”。", "There are no coordinates: give a point a line, such as “114.671,35.201” or “3895000.00 38560000.00”.");
        }

        var order = OrderOf(rings);
        var toDegrees = ToDegrees(order, rings, planeSrid, out var reading);
        var closed = rings.Select(ring => Closed(ring, toDegrees)).ToList();
        RefuseRepeated(rings, closed);
        return (Polygons(closed), reading);
    }

    private static List<List<Row>> Rings(string text)
    {
        List<List<Row>> rings = [];
        List<Row>? ring = null;
        string? ringNumber = null;
        var number = 0;
        var vertices = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = Narrow(raw);
            var words = Separators().Split(line).Where(word => word.Length > 0).ToList();
            if (words.Count == 0 || line.Contains('@', StringComparison.Ordinal))
            {
                (ring, ringNumber) = (null, null);
                continue;
            }

            if (line.StartsWith('#') || line.StartsWith('[') || line.Contains('=', StringComparison.Ordinal) || !words.Any(IsNumber))
            {
                continue;
            }

            var (row, of) = ReadRow(words, number);
            if (ring is null || of != ringNumber)
            {
                if (rings.Count == MostRings)
                {
                    throw Wrong($"第 {number} 行开始第 {MostRings + 1} 圈；一个地块至多 {MostRings} 圈。每行之间是否多了空行？", $"Ring {MostRings + 1} begins in line {number}; a site has {MostRings} at most. Are there blank lines between the points?");
                }

                rings.Add(ring = []);
                ringNumber = of;
            }

            ring.Add(row);
            if (++vertices > GeometryBody.LargestVertexCount)
            {
                throw new ProblemException(StatusCodes.Status413PayloadTooLarge, new($"图形超过 {GeometryBody.LargestVertexCount} 个点。", $"The geometry has more than {GeometryBody.LargestVertexCount} positions."));
            }
        }

        return rings;
    }

    // The last two are the point; before them stand at most its number and that of its ring.
    private static (Row Row, string? Ring) ReadRow(List<string> words, int line)
    {
        if (words.Count is < 2 or > 4 || !IsNumber(words[^1]) || !IsNumber(words[^2]))
        {
            throw Wrong($"第 {line} 行不是一个点：每行应为两个数，前面可有点号和圈号。", $"Line {line} is no point: two numbers a line, with the number of the point and of the ring before them where you like.");
        }

        // "X Y H" looks like "number X Y" and is not.
        if (words.Count == 3 && IsNumber(words[0]) && words[0].Contains('.', StringComparison.Ordinal))
        {
            throw Wrong($"第 {line} 行有三个数：第三个是高程吗？请只保留两个平面坐标。", $"Line {line} has three numbers: is the third a height? Keep the two of the plane only.");
        }

        return (new Row(line, Number(words[^2]), Number(words[^1])), words.Count == 4 ? words[1] : null);
    }

    private static Order OrderOf(List<List<Row>> rings)
    {
        Order? order = null;
        foreach (var row in rings.SelectMany(ring => ring))
        {
            var own = OrderOf(row);
            if (own is null)
            {
                throw Wrong($"第 {row.Line} 行（{Shown(row.First)}，{Shown(row.Second)}）既不像经纬度也不像高斯-克吕格坐标。哪一列是北坐标 X（七位）？东坐标 Y 应为六位，或带 3° 带号的八位。",
                    $"Line {row.Line} ({Shown(row.First)}, {Shown(row.Second)}) looks neither like degrees nor like Gauss–Krüger metres. Which column is the northing (seven digits)? The easting has six digits, or eight with the number of its 3° zone.");
            }

            order ??= own;
            if (own != order)
            {
                throw Wrong($"第 {row.Line} 行的两列与前面各行次序不同：是这一行写反了，还是前面写反了？请统一后再试。",
                    $"Line {row.Line} has its columns the other way round than the lines before: is this one swapped, or are they? Make them alike and try again.");
            }
        }

        return order!.Value;
    }

    private static Order? OrderOf(Row row) =>
        IsLongitude(row.First) && IsLatitude(row.Second) ? Order.LongitudeFirst
        : IsLatitude(row.First) && IsLongitude(row.Second) ? Order.LatitudeFirst
        : IsNorthing(row.First) && IsEasting(row.Second) ? Order.NorthingFirst
        : IsEasting(row.First) && IsNorthing(row.Second) ? Order.EastingFirst
        : null;

    private static bool IsLongitude(double value) => value is >= 73 and <= 137;

    private static bool IsLatitude(double value) => value is >= 0 and <= 60;

    private static bool IsNorthing(double value) => value is >= 1_000_000 and < 7_000_000;

    private static bool IsEasting(double value) => value is > 100_000 and < 900_000 or >= 13_000_000 and < 46_000_000;

    private static Func<Row, Coordinate> ToDegrees(Order order, List<List<Row>> rings, int planeSrid, out Sentence reading)
    {
        if (order is Order.LongitudeFirst or Order.LatitudeFirst)
        {
            var longitudeFirst = order == Order.LongitudeFirst;
            reading = longitudeFirst ? new("按“经度，纬度”读取", "read as longitude, latitude") : new("按“纬度，经度”读取", "read as latitude, longitude");
            return row => longitudeFirst ? new Coordinate(row.First, row.Second) : new Coordinate(row.Second, row.First);
        }

        var northingFirst = order == Order.NorthingFirst;
        double Easting(Row row) => northingFirst ? row.Second : row.First;
        double Northing(Row row) => northingFirst ? row.First : row.Second;
        var zone = ZoneOf(Easting(rings[0][0]));
        foreach (var row in rings.SelectMany(ring => ring).Where(row => ZoneOf(Easting(row)) != zone))
        {
            throw Wrong($"第 {row.Line} 行的带号与前面不同；一个地块只能在一个带内。", $"Line {row.Line} is in another zone than the lines before; one site is in one zone.");
        }

        if (zone is < 25 or > 45)
        {
            throw Wrong($"带号 {zone} 是 6° 带；请换算为 3° 带（25–45）后再试。", $"Zone {zone} is a 6° zone; give the coordinates in a 3° zone (25 to 45).");
        }

        var plane = GaussKrugerPlane.ForSrid(zone is { } known ? GaussKrugerPlane.FirstSrid + known - 25 : planeSrid);
        var (columnsZh, columnsEn) = northingFirst ? ("X（北）、Y（东）", "northing, easting") : ("Y（东）、X（北）", "easting, northing");
        var meridian = plane.CentralMeridianDeg.ToString(CultureInfo.InvariantCulture);
        reading = zone is null
            ? new($"按“{columnsZh}”读取，东坐标不带带号，取本县市的中央经线 {meridian}°", $"read as {columnsEn} without zone, on the region’s central meridian {meridian}°")
            : new($"按“{columnsZh}”读取，3° 带第 {zone} 带，中央经线 {meridian}°", $"read as {columnsEn} in 3° zone {zone}, central meridian {meridian}°");
        return row => plane.ToDegrees(zone is { } number ? Easting(row) - number * 1_000_000.0 : Easting(row), Northing(row));
    }

    private static int? ZoneOf(double easting) => easting >= 1_000_000 ? (int)(easting / 1_000_000) : null;

    private static LinearRing Closed(List<Row> ring, Func<Row, Coordinate> toDegrees)
    {
        List<Coordinate> positions = [.. ring.Select(toDegrees).Select(at => new Coordinate(Math.Round(at.X, (int)DegreeDecimals), Math.Round(at.Y, (int)DegreeDecimals)))];
        if (!positions[0].Equals2D(positions[^1]))
        {
            positions.Add(positions[0].Copy());
        }

        return positions.Count >= 4 ? new LinearRing([.. positions])
            : throw Wrong($"第 {ring[0].Line} 行开始的一圈只有 {positions.Count - 1} 个点，至少需要 3 个。", $"The ring that begins in line {ring[0].Line} has {positions.Count - 1} points; it needs three at least.");
    }

    private static void RefuseRepeated(List<List<Row>> rings, List<LinearRing> closed)
    {
        // The normal form is the same wherever a ring begins and whichever way it runs.
        Dictionary<Geometry, int> first = [];
        foreach (var (i, ring) in closed.Index())
        {
            var form = new Polygon(ring).Normalized();
            if (!first.TryAdd(form, i))
            {
                var earlier = first[form];
                throw Wrong($"第 {rings[i][0].Line} 行开始的一圈与第 {rings[earlier][0].Line} 行开始的一圈相同：是否粘贴了两次？请删去其一。",
                    $"The ring that begins in line {rings[i][0].Line} is the same as that of line {rings[earlier][0].Line}: was it pasted twice? Remove one of them.");
            }
        }
    }

    // Rings that an odd number of others hold are holes of the smallest shell that holds them.
    private static Geometry Polygons(List<LinearRing> rings)
    {
        GeometryFactory factory = new(new PrecisionModel(), 4490);
        var inside = rings.Select(ring => new IndexedPointInAreaLocator(ring)).ToList();
        bool Holds(int outer, int inner) => outer != inner && rings[outer].EnvelopeInternal.Covers(rings[inner].EnvelopeInternal)
            && rings[inner].Coordinates.All(at => inside[outer].Locate(at) != Location.Exterior);
        var depths = rings.Select((_, i) => Enumerable.Range(0, rings.Count).Count(other => Holds(other, i))).ToList();
        var shells = Enumerable.Range(0, rings.Count).Where(i => depths[i] % 2 == 0).ToList();
        var holes = shells.ToDictionary(shell => shell, _ => new List<LinearRing>());
        for (var i = 0; i < rings.Count; i++)
        {
            if (depths[i] % 2 == 0)
            {
                continue;
            }

            var around = shells.Where(shell => Holds(shell, i)).DefaultIfEmpty(-1).MinBy(shell => shell < 0 ? 0 : rings[shell].EnvelopeInternal.Area);
            (around >= 0 ? holes[around] : throw Wrong("有几圈互相重合，分不清哪个是外圈：请删去重复的一圈。", "Some rings cover each other, so that none is the outer one: remove the repeated ring.")).Add(rings[i]);
        }

        var polygons = shells.Select(shell => factory.CreatePolygon(rings[shell], [.. holes[shell]])).ToArray();
        return polygons.Length == 1 ? polygons[0] : factory.CreateMultiPolygon(polygons);
    }

    // Full-width digits and punctuation, as they come out of chats and documents, as the plain ones; the direction marks of copied text go.
    private static string Narrow(string line)
    {
        StringBuilder narrow = new(line.Length);
        foreach (var c in line.Trim())
        {
            _ = c switch
            {
                >= '\uff01' and <= '\uff5e' => narrow.Append((char)(c - 0xfee0)),
                '\u3000' or '\u00a0' or '\u2002' or '\u2003' or '\u2009' => narrow.Append(' '),
                '、' => narrow.Append(','),
                '。' => narrow.Append('.'),
                '−' => narrow.Append('-'),
                '\ufeff' or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') => narrow,
                _ => narrow.Append(c),
            };
        }

        return narrow.ToString();
    }

    private static bool IsNumber(string word) => double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);

    private static double Number(string word) => double.Parse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static string Shown(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static ProblemException Wrong(string zh, string en) => new(StatusCodes.Status400BadRequest, new(zh, en));

    [GeneratedRegex(@"[\s,;|]+")]
    private static partial Regex Separators();
}
