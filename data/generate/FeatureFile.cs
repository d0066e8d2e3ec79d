using System.Text;

namespace GeoZones.Data;

/// <summary>Writes the features of a layer as GeoJSON (RFC 7946), one feature a line, 9 decimals.</summary>
sealed class FeatureFile(CaseDraft draft)
{
    public string ToGeoJson(IEnumerable<Patch> patches) =>
        "{\"type\":\"FeatureCollection\",\"features\":[\n" + string.Join(",\n", patches.Select(Feature)) + "\n]}\n";

    private string Feature(Patch patch)
    {
        StringBuilder text = new("{\"type\":\"Feature\",\"properties\":{");
        text.Append("\"code\":").Append(Json.Text(patch.Code));
        Append("name", patch.Name);
        Append("nameSource", patch.NameSource);
        Append("zone", patch.Zone);
        if (patch.Layer.Attribute is not null)
        {
            Append(patch.Layer.Attribute, patch.Value);
        }

        foreach ((string name, string value) in patch.More)
        {
            Append(name, value);
        }

        if (patch.DeclaredAreaM2 is { } declared)
        {
            text.Append(",\"declaredAreaM2\":").Append(Json.Area(declared));
        }

        return text.Append(",\"synthetic\":true},\"geometry\":").Append(Geometry(patch)).Append('}').ToString();

        void Append(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(",\"").Append(name).Append("\":").Append(Json.Text(value));
            }
        }
    }

    private string Geometry(Patch patch)
    {
        if (patch.Path is { } path)
        {
            return path.Count == 1
                ? "{\"type\":\"Point\",\"coordinates\":" + Json.Position(path[0]) + "}"
                : "{\"type\":\"LineString\",\"coordinates\":[" + string.Join(",", path.Select(Json.Position)) + "]}";
        }

        List<string> polygons = [.. draft.Outline.Parts(patch.Atoms).Select(p => Polygon(draft.Outline.Rings(p), patch))];
        return polygons is [string only]
            ? "{\"type\":\"Polygon\",\"coordinates\":" + only + "}"
            : "{\"type\":\"MultiPolygon\",\"coordinates\":[" + string.Join(",", polygons) + "]}";
    }

    private string Polygon(List<List<int>> rings, Patch patch)
    {
        List<(long, long)>[] positions = [.. rings.Select(r => r.Select(v => draft.Mesh.Moved(v, patch.MovedM)).ToList())];
        if (patch.ExtraVertex is { } edge && rings.FindIndex(r => r.Contains(edge.From) && r[(r.IndexOf(edge.From) + 1) % r.Count] == edge.To) is >= 0 and int on)
        {
            positions[on].Insert(rings[on].IndexOf(edge.From) + 1, Middle(draft.Mesh.Degrees[edge.From], draft.Mesh.Degrees[edge.To]));
        }

        if (patch.Looped)
        {
            positions[0].InsertRange(1, Loop(rings[0][0], rings[0][1]));
        }

        return "[" + string.Join(",", positions.Select(r => "[" + string.Join(",", r.Append(r[0]).Select(Json.Position)) + "]")) + "]";
    }

    /// <summary>The middle between two vertices, rounded as all vertices are.</summary>
    public static (long Longitude, long Latitude) Middle((long Longitude, long Latitude) a, (long Longitude, long Latitude) b) => ((a.Longitude + b.Longitude) / 2, (a.Latitude + b.Latitude) / 2);

    /// <summary>Two vertices that make the way from one vertex to the next cross itself once.</summary>
    private (long, long)[] Loop(int from, int to)
    {
        ((double x1, double y1), (double x2, double y2)) = (draft.Mesh.Points[from], draft.Mesh.Points[to]);
        (double dx, double dy) = (x2 - x1, y2 - y1);
        return [draft.Mesh.ToNanodegrees(x1 + 0.7 * dx - 0.3 * dy, y1 + 0.7 * dy + 0.3 * dx), draft.Mesh.ToNanodegrees(x1 + 0.3 * dx - 0.3 * dy, y1 + 0.3 * dy + 0.3 * dx)];
    }
}
