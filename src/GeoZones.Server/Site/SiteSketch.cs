using System.Globalization;
using System.Text;

using GeoZones.Checks.Site;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Server.Site;

/// <summary>The site as a small map in SVG, north up: control areas as tints, forbidden ground hatched, the red line, the nearest road points, a scale.</summary>
internal static class SiteSketch
{
    private const double Size = 300, Margin = 34;

    private static readonly double[] s_lengths = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    /// <summary>Draws it.</summary>
    /// <param name="result">The result.</param>
    /// <param name="title">What it shows, for those who do not see it.</param>
    public static string Of(SiteResult result, string title)
    {
        var report = result.Report;
        var box = report.Site.EnvelopeInternal;
        var perM = (Size - 2 * Margin) / Math.Max(Math.Max(box.Width, box.Height), 1e-3);
        double X(double easting) => Size / 2 + (easting - box.Centre.X) * perM;
        double Y(double northing) => Size / 2 - (northing - box.Centre.Y) * perM;
        string Path(Geometry area) => string.Concat(PolygonExtracter.GetPolygons(area).Cast<Polygon>().SelectMany(polygon => polygon.InteriorRings.Prepend(polygon.ExteriorRing))
            .Select(ring => "M" + string.Join("L", ring.Coordinates.Select(at => Round(X(at.X)) + " " + Round(Y(at.Y)))) + "Z"));

        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg class="sketch" viewBox="0 0 {Size} {Size}" role="img" aria-label="{SiteSheet.Encoded(title)}">""");
        svg.Append("""<defs><pattern id="no" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#b3201a" fill-opacity=".16"/><line x1="0" y1="0" x2="0" y2="6" stroke="#b3201a" stroke-width="2"/></pattern></defs>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x=".5" y=".5" width="{Size - 1}" height="{Size - 1}" fill="#f7f8f6" stroke="#9aa5a5"/>""");
        foreach (var row in report.Layers.Single(layer => layer.Id == SiteLayerKind.ControlArea).Rows.Where(row => row.Class is not null))
        {
            svg.Append($"""<path d="{Path(row.Place)}" fill="{row.Class!.Color}" fill-rule="evenodd" stroke="#7c8787" stroke-width=".5"/>""");
        }

        foreach (var place in report.Findings.Where(finding => finding.Outcome == SiteOutcome.Forbidden && finding.Place is not null).Select(finding => finding.Place!))
        {
            svg.Append($"""<path d="{Path(place)}" fill="url(#no)" fill-rule="evenodd" stroke="#b3201a" stroke-width=".8"/>""");
        }

        svg.Append($"""<path d="{Path(report.Site)}" fill="none" stroke="#d40f0f" stroke-width="2.4" stroke-linejoin="round"/>""");
        foreach (var at in report.Roads.Select(road => road.NearestPoint).Where(at => Math.Abs(X(at.X) - Size / 2) < Size / 2 - 6 && Math.Abs(Y(at.Y) - Size / 2) < Size / 2 - 6))
        {
            svg.Append($"""<circle cx="{Round(X(at.X))}" cy="{Round(Y(at.Y))}" r="4" fill="#fff" stroke="#1d2733" stroke-width="2"/>""");
        }

        var lengthM = s_lengths.LastOrDefault(length => length * perM <= Size / 3, s_lengths[0]);
        var from = Size - 14 - lengthM * perM;
        svg.Append($"""<path d="M{Round(from)} {Size - 12}v4h{Round(lengthM * perM)}v-4" fill="none" stroke="#16222c" stroke-width="1.5"/>""");
        svg.Append($"""<text x="{Round(from + lengthM * perM / 2)}" y="{Size - 15}" text-anchor="middle" font-size="11" fill="#16222c">{lengthM.ToString(CultureInfo.InvariantCulture)} m</text>""");
        svg.Append($"""<path d="M{Size - 16} 30l-6 14 6-4 6 4z" fill="#16222c"/><text x="{Size - 16}" y="26" text-anchor="middle" font-size="12" font-weight="700" fill="#16222c">N</text></svg>""");
        return svg.ToString();
    }

    private static string Round(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
