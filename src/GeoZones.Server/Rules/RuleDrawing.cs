using System.Globalization;
using System.Security;
using System.Text;

using GeoZones.Checks;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Rules;

/// <summary>
/// Draws an example as SVG: features filled by what they are and outlined by plan (solid: zone, dashed: urban, dotted: land-use), what is found in red with a ring
/// where it is small, codes or names, and a scale bar. The same for the page and for the documents, in no language.
/// </summary>
public static class RuleDrawing
{
    private const double WidthPx = 360;
    private const double LargestHeightPx = 250;
    private const double MarginPx = 18;
    private const double FooterPx = 22;
    private const double SmallPx = 16;
    private const int MostLabels = 12;
    private const string Defect = "#b3201a";

    // From the ground up.
    private static readonly (string Collection, string Fill, string Stroke, double WidthPx)[] s_looks =
    [
        (Collections.ExistingLandUse, "#e7e5de", "#7c7869", 1),
        (Collections.Townships, "none", "#7c7869", 1),
        (Collections.Farmland, "#e4efb4", "#5f7a17", 1.2),
        (Collections.Designations, "#dbe7ee", "#33505f", 1.3),
        (Collections.LandReserve, "#f5dcc6", "#8f4a14", 1.3),
        (Collections.Projects, "#f2e3ee", "#7b3f6b", 1.3),
        (Collections.SubParks, "#eae3f4", "#553a77", 1.6),
        (Collections.ZoneBoundaries, "none", "#35124f", 2.2),
        (Collections.UtilityLines, "none", "#8a5a00", 2),
        (Collections.Roads, "none", "#3d4d57", 2.6),
        (Collections.Facilities, "#0b4660", "#0b4660", 1),
    ];

    /// <summary>The drawing; <c>null</c> where the example has figures only.</summary>
    /// <param name="example">The example.</param>
    /// <param name="findings">What is found in it, places in the drawing's own metres.</param>
    public static string? Svg(RuleExample example, IReadOnlyList<Finding> findings)
    {
        List<(DrawnFeature Feature, Geometry Geometry)> drawn =
            [.. example.Features.Select(feature => (feature, feature.Geometry())).Where(one => !one.Item2.IsEmpty).OrderBy(one => Array.FindIndex(s_looks, look => look.Collection == one.feature.Collection))];
        if (drawn.Count == 0)
        {
            return null;
        }

        List<Geometry> earlier = [.. (example.Earlier ?? []).Select(feature => feature.Geometry())];
        List<Geometry> places = [.. findings.SelectMany(finding => Places(finding, example)).Where(place => !place.IsEmpty)];
        Frame frame = new([.. drawn.Select(one => one.Geometry), .. earlier, .. places]);
        StringBuilder svg = new();
        svg.Append(Text($"""<svg xmlns="http://www.w3.org/2000/svg" width="{WidthPx}" height="{frame.HeightPx}" viewBox="0 0 {WidthPx} {frame.HeightPx}" font-family="sans-serif" font-size="12">"""));
        svg.Append("\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        foreach (var (feature, geometry) in drawn)
        {
            svg.Append(Shape(feature, geometry, frame));
        }

        foreach (var geometry in earlier)
        {
            svg.Append(Text($"""<path d="{Path(geometry, frame)}" fill="none" stroke="#7c7869" stroke-width="1.6" stroke-dasharray="8 5"/>""")).Append('\n');
        }

        foreach (var place in places)
        {
            svg.Append(Mark(place, frame));
        }

        svg.Append(Labels(drawn, frame)).Append(frame.ScaleBar()).Append("</svg>\n");
        return svg.ToString();
    }

    // What has no place of its own is shown by the outlines of its features.
    private static IEnumerable<Geometry> Places(Finding finding, RuleExample example) => finding.Place is { } place
        ? [place]
        : finding.Features.Select(feature => example.Features[(int)feature.Id - 1].Geometry()).Select(geometry => geometry is IPolygonal ? geometry.Boundary : geometry);

    private static string Shape(DrawnFeature feature, Geometry geometry, Frame frame)
    {
        var (_, fill, stroke, widthPx) = s_looks.First(look => look.Collection == feature.Collection);
        if (geometry is IPuntal)
        {
            var at = geometry.Coordinate;
            return Text($"""<circle cx="{frame.X(at)}" cy="{frame.Y(at)}" r="5" fill="{fill}"/>""") + "\n";
        }

        var dashes = feature.Plan switch { "urban" => " stroke-dasharray=\"7 4\"", "land-use" => " stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"", _ => "" };
        var filled = geometry is IPolygonal ? fill : "none";
        return Text($"""<path d="{Path(geometry, frame)}" fill="{filled}" fill-opacity="0.7" fill-rule="evenodd" stroke="{stroke}" stroke-width="{widthPx}"{dashes}/>""") + "\n";
    }

    private static string Mark(Geometry place, Frame frame)
    {
        StringBuilder marks = new();
        for (var i = 0; i < place.NumGeometries; i++)
        {
            var part = place.GetGeometryN(i);
            if (part is not Point)
            {
                var fill = part is IPolygonal ? Defect : "none";
                marks.Append(Text($"""<path d="{Path(part, frame)}" fill="{fill}" fill-opacity="0.35" fill-rule="evenodd" stroke="{Defect}" stroke-width="{(part is IPolygonal ? 1.8 : 4)}"/>""")).Append('\n');
            }

            var box = part.EnvelopeInternal;
            var sizePx = Math.Max(box.Width, box.Height) * frame.PxPerM;
            if (sizePx < SmallPx)
            {
                var r = Math.Max(8, sizePx / 2 + 5);
                marks.Append(Text($"""<circle cx="{frame.X(box.Centre)}" cy="{frame.Y(box.Centre)}" r="{r}" fill="none" stroke="{Defect}" stroke-width="2.2"/>""")).Append('\n');
                if (part is Point)
                {
                    marks.Append(Text($"""<circle cx="{frame.X(box.Centre)}" cy="{frame.Y(box.Centre)}" r="2" fill="{Defect}"/>""")).Append('\n');
                }
            }
        }

        return marks.ToString();
    }

    // Codes or names, each beside the others or not at all.
    private static string Labels(List<(DrawnFeature Feature, Geometry Geometry)> drawn, Frame frame)
    {
        StringBuilder labels = new();
        List<Envelope> taken = [];
        if (drawn.Count > MostLabels)
        {
            return "";
        }

        foreach (var (feature, geometry) in drawn.AsEnumerable().Reverse())
        {
            if ((feature.Name ?? feature.Code) is not { } text)
            {
                continue;
            }

            var at = LabelPoint(geometry, drawn.Select(one => one.Geometry));
            var halfPx = text.Sum(letter => letter > 0x2E80 ? 12 : 7.2) / 2;
            var x = Math.Clamp(frame.X(at), halfPx + 2, WidthPx - halfPx - 2);
            foreach (var downPx in new double[] { 0, 15, -15, 30, -30 })
            {
                var y = frame.Y(at) + downPx;
                Envelope box = new(x - halfPx, x + halfPx, y - 7, y + 7);
                if (y > 8 && y < frame.HeightPx - FooterPx && !taken.Any(box.Intersects))
                {
                    taken.Add(box);
                    labels.Append(Text($"""<text x="{x}" y="{y + 4}" text-anchor="middle" fill="#16222c" stroke="#ffffff" stroke-width="3" paint-order="stroke">{SecurityElement.Escape(text)}</text>""")).Append('\n');
                    break;
                }
            }
        }

        return labels.ToString();
    }

    // Where nothing smaller lies over it, if there is such a spot.
    private static Coordinate LabelPoint(Geometry geometry, IEnumerable<Geometry> all)
    {
        if (!geometry.IsValid)
        {
            return geometry.EnvelopeInternal.Centre;
        }

        var free = all.Where(other => geometry is IPolygonal && other is IPolygonal && other.IsValid && other.Area < geometry.Area)
            .Aggregate(geometry, (left, other) => left.Difference(other));
        return (free.IsEmpty ? geometry : free).InteriorPoint.Coordinate;
    }

    private static string Path(Geometry geometry, Frame frame)
    {
        StringBuilder path = new();
        for (var i = 0; i < geometry.NumGeometries; i++)
        {
            switch (geometry.GetGeometryN(i))
            {
                case Polygon polygon:
                    Line(polygon.ExteriorRing, "Z");
                    foreach (var hole in polygon.InteriorRings)
                    {
                        Line(hole, "Z");
                    }

                    break;
                case LineString line:
                    Line(line, "");
                    break;
            }
        }

        return path.ToString();

        void Line(LineString line, string end)
        {
            path.AppendJoin(' ', line.Coordinates.Select((at, i) => Text($"{(i == 0 ? "M" : "L")}{frame.X(at)} {frame.Y(at)}"))).Append(end);
        }
    }

    // Numbers to a tenth of a pixel, whatever the culture; text as it is.
    private static string Text(FormattableString text) => text.ToString(Tenths.Instance);

    private sealed class Tenths : IFormatProvider, ICustomFormatter
    {
        public static readonly Tenths Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
            arg is double number ? (Math.Round(number, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture) : arg?.ToString() ?? "";
    }

    // From metres to pixels: the same scale both ways, north up.
    private sealed class Frame
    {
        private readonly Envelope _box = new();
        private readonly double _leftPx;

        public Frame(IEnumerable<Geometry> shown)
        {
            foreach (var geometry in shown)
            {
                _box.ExpandToInclude(geometry.EnvelopeInternal);
            }

            var least = Math.Max(_box.Width, _box.Height) is > 0 and var size ? size * 0.12 : 10;
            _box.ExpandBy(Math.Max(0, (least - _box.Width) / 2), Math.Max(0, (least - _box.Height) / 2));
            PxPerM = Math.Min((WidthPx - 2 * MarginPx) / _box.Width, (LargestHeightPx - 2 * MarginPx) / _box.Height);
            HeightPx = Math.Round(_box.Height * PxPerM + 2 * MarginPx + FooterPx);
            _leftPx = (WidthPx - _box.Width * PxPerM) / 2;
        }

        public double PxPerM { get; }

        public double HeightPx { get; }

        public double X(Coordinate at) => _leftPx + (at.X - _box.MinX) * PxPerM;

        public double Y(Coordinate at) => MarginPx + (_box.MaxY - at.Y) * PxPerM;

        /// <summary>The longest of 1, 2, 5, 10 … metres within 90 pixels.</summary>
        public string ScaleBar()
        {
            var mostM = 90 / PxPerM;
            var power = Math.Pow(10, Math.Floor(Math.Log10(mostM)));
            var lengthM = power * (mostM / power >= 5 ? 5 : mostM / power >= 2 ? 2 : 1);
            var said = lengthM >= 1000 ? Text($"{lengthM / 1000} km") : lengthM < 0.1 ? Text($"{lengthM * 1000} mm") : Text($"{lengthM} m");
            return Text($"""<path d="M8 {HeightPx - 12}v4h{lengthM * PxPerM}v-4" fill="none" stroke="#4c5c67"/><text x="{14 + lengthM * PxPerM}" y="{HeightPx - 6}" font-size="11" fill="#4c5c67">{said}</text>""") + "\n";
        }
    }
}
