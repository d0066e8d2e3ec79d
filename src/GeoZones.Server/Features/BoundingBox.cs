using System.Globalization;

using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>
/// A window in longitude and latitude, degrees, where <paramref name="West"/> &gt; <paramref name="East"/> crosses the antimeridian, or in easting and northing of a plane, metres.
/// </summary>
/// <param name="West">Lowest longitude or easting.</param>
/// <param name="South">Lowest latitude or northing.</param>
/// <param name="East">Highest longitude or easting.</param>
/// <param name="North">Highest latitude or northing.</param>
/// <param name="Crs">The system that it is told in.</param>
public readonly record struct BoundingBox(double West, double South, double East, double North, CoordinateReference Crs)
{
    private const int StepsOfSide = 32;

    // Between two of its steps the side of a window as large as China bends by less than this, degrees.
    private const double BendDeg = 0.001;

    /// <summary>Reads <c>bbox</c>: two corners, lower bounds first, with heights or without (they are not looked at), in the order of the axes of <paramref name="crs"/>.</summary>
    /// <exception cref="ProblemException">400: no such box.</exception>
    public static BoundingBox Parse(string text, CoordinateReference crs)
    {
        var parts = text.Split(',');
        if (parts.Length is not (4 or 6))
        {
            throw Wrong(crs, $"须为 4 个或 6 个用逗号分隔的数，现为 {parts.Length} 个", $"takes 4 or 6 numbers separated by commas, not {parts.Length}");
        }
        var numbers = Array.ConvertAll(parts, part => Number(part, crs));
        var upper = numbers.Length / 2;
        var box = crs.IsSwapped
            ? new BoundingBox(numbers[1], numbers[0], numbers[upper + 1], numbers[upper], crs)
            : new BoundingBox(numbers[0], numbers[1], numbers[upper], numbers[upper + 1], crs);
        if (crs.IsDegrees)
        {
            box.DemandDegrees();
        }
        if (box.South > box.North || (!crs.IsDegrees && box.West > box.East) || (numbers.Length == 6 && numbers[2] > numbers[5]))
        {
            throw Wrong(crs, "下限大于上限", "has a lower bound above the upper one");
        }
        return crs.IsDegrees || box.InDegrees() is not null ? box : throw Wrong(crs, "超出该坐标系的范围", "lies beyond where this system is defined");
    }

    /// <summary>The condition that a feature <c>f</c> meets the window.</summary>
    /// <param name="command">Takes the parameters.</param>
    public string Sql(NpgsqlCommand command)
    {
        if (Crs.IsDegrees)
        {
            return string.Join(" OR ", Boxes().Select(box => $"ST_Intersects(f.geom, {box.Envelope(command, 4490)})"));
        }
        // The index knows degrees; what it finds is looked at in the plane.
        var srid = Crs.PlaneSrid;
        return $"f.geom && {InDegrees()!.Value.Envelope(command, 4490)} AND ST_Intersects(ST_Transform(f.geom, {srid}), {(this with { West = West - Crs.ZoneOffsetM, East = East - Crs.ZoneOffsetM }).Envelope(command, srid)})";
    }

    /// <summary>The window as boxes that do not cross the antimeridian: one, or two.</summary>
    private IReadOnlyList<BoundingBox> Boxes() => West <= East ? [this] : [this with { East = 180 }, this with { West = -180 }];

    private string Envelope(NpgsqlCommand command, int srid) =>
        $"ST_MakeEnvelope({string.Join(", ", new[] { West, South, East, North }.Select(bound => command.Parameter(bound, NpgsqlDbType.Double)))}, {srid})";

    private void DemandDegrees()
    {
        if (Math.Abs(South) > 90 || Math.Abs(North) > 90)
        {
            throw Wrong(Crs, "纬度须在 −90 至 90 之间", "needs latitudes from −90 to 90");
        }
        if (Math.Abs(West) > 180 || Math.Abs(East) > 180)
        {
            throw Wrong(Crs, "经度须在 −180 至 180 之间，单位为度", "needs longitudes from −180 to 180, in degrees");
        }
    }

    /// <summary>A box in degrees around a window in metres; <c>null</c> where the window leaves the plane.</summary>
    private BoundingBox? InDegrees()
    {
        double west = 180, south = 90, east = -180, north = -90;
        for (var i = 0; i <= StepsOfSide; i++)
        {
            var (x, y) = (West + (East - West) * i / StepsOfSide, South + (North - South) * i / StepsOfSide);
            foreach (var (easting, northing) in new[] { (x, South), (x, North), (West, y), (East, y) })
            {
                if ((Crs.IsSwapped ? Crs.ToDegrees(northing, easting) : Crs.ToDegrees(easting, northing)) is not { } place)
                {
                    return null;
                }
                var (longitude, latitude) = place;
                (west, south, east, north) = (Math.Min(west, longitude), Math.Min(south, latitude), Math.Max(east, longitude), Math.Max(north, latitude));
            }
        }
        return new(Math.Max(-180, west - BendDeg), Math.Max(-90, south - BendDeg), Math.Min(180, east + BendDeg), Math.Min(90, north + BendDeg), CoordinateReference.Crs84);
    }

    private static double Number(string text, CoordinateReference crs) =>
        // Readers of numbers skip NUL at the end.
        !text.Contains('\0', StringComparison.Ordinal) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(crs, $"“{Shown(text)}”不是有限的数", $"has “{Shown(text)}”, which is no finite number");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static ProblemException Wrong(CoordinateReference crs, string zh, string en)
    {
        var (orderZh, orderEn, example) = crs switch
        {
            { IsDegrees: false, IsSwapped: true } => ("下、左、上、右（先纵坐标 X 后横坐标 Y）", "south, west, north, east (northing first)", "3884000,500000,3896000,512000"),
            { IsDegrees: false } => ("西、南、东、北", "west, south, east, north", "12746000,4178000,12758000,4190000"),
            { IsSwapped: true } => ("南、西、北、东（先纬度后经度）", "south, west, north, east (latitude first)", "35.1,114.5,35.3,114.8"),
            _ => ("西、南、东、北（先经度后纬度）", "west, south, east, north (longitude first)", "114.5,35.1,114.8,35.3"),
        };
        return ProblemException.OfParameter("bbox", $"bbox {zh}。顺序为{orderZh}。例：{example}", $"bbox {en}. The order is {orderEn}. Example: {example}");
    }
}
