using System.Globalization;

using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>A window in longitude and latitude, degrees; <paramref name="West"/> &gt; <paramref name="East"/> crosses the antimeridian.</summary>
public readonly record struct BoundingBox(double West, double South, double East, double North)
{
    /// <summary>Reads <c>bbox</c>: west,south,east,north or west,south,lowest,east,north,highest (heights are not looked at).</summary>
    /// <exception cref="ProblemException">400: no such box.</exception>
    public static BoundingBox Parse(string text)
    {
        var parts = text.Split(',');
        if (parts.Length is not (4 or 6))
        {
            throw Wrong($"须为 4 个或 6 个用逗号分隔的数，现为 {parts.Length} 个", $"takes 4 or 6 numbers separated by commas, not {parts.Length}");
        }
        var numbers = Array.ConvertAll(parts, Number);
        var box = numbers.Length == 4
            ? new BoundingBox(numbers[0], numbers[1], numbers[2], numbers[3])
            : new BoundingBox(numbers[0], numbers[1], numbers[3], numbers[4]);
        if (Math.Abs(box.South) > 90 || Math.Abs(box.North) > 90)
        {
            throw Wrong("纬度须在 −90 至 90 之间；顺序为西、南、东、北（先经度后纬度）",
                "needs latitudes from −90 to 90; the order is west, south, east, north (longitude first)");
        }
        if (Math.Abs(box.West) > 180 || Math.Abs(box.East) > 180)
        {
            throw Wrong("经度须在 −180 至 180 之间，单位为度", "needs longitudes from −180 to 180, in degrees");
        }
        if (box.South > box.North || (numbers.Length == 6 && numbers[2] > numbers[5]))
        {
            throw Wrong("下限大于上限；顺序为西、南、东、北", "has a lower bound above the upper one; the order is west, south, east, north");
        }
        return box;
    }

    /// <summary>The window as boxes that do not cross the antimeridian: one, or two.</summary>
    public IReadOnlyList<BoundingBox> Boxes() => West <= East ? [this] : [this with { East = 180 }, this with { West = -180 }];

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong($"“{Shown(text)}”不是有限的数", $"has “{Shown(text)}”, which is no finite number");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static ProblemException Wrong(string zh, string en) =>
        ProblemException.OfParameter("bbox", $"bbox {zh}。例：114.5,35.1,114.8,35.3", $"bbox {en}. Example: 114.5,35.1,114.8,35.3");
}
