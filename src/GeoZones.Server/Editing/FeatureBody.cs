using System.Text.Json;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;
using GeoZones.Server.Import;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Editing;

/// <summary>Reads the GeoJSON feature of a request with the readers of the import, so that both accept the same; tells the JSON pointer of whatever is wrong.</summary>
internal static class FeatureBody
{
    private const int Told = 20;
    private static readonly string[] s_members = ["type", "id", "geometry", "properties", "bbox", "links", "crs"];

    /// <summary>Looks at what a feature says about itself besides geometry and attributes.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="at">JSON pointer to it.</param>
    /// <returns>Region and plan, where they are stated.</returns>
    /// <exception cref="ProblemException">400 or 422, with pointer.</exception>
    public static (string? Region, string? Plan) Frame(JsonElement feature, string at)
    {
        if (feature.ValueKind != JsonValueKind.Object)
        {
            throw ProblemException.OfBody(at, "此处须为 GeoJSON 要素（Feature）。", "A GeoJSON Feature belongs here.");
        }

        foreach (var member in feature.EnumerateObject().Where(member => !s_members.Contains(member.Name)))
        {
            throw Wrong($"{at}/{Escaped(member.Name)}", new($"不认识成员“{Shown(member.Name)}”；属性写在 properties 中", $"there is no member “{Shown(member.Name)}” here; attributes belong into properties"));
        }

        if (feature.TryGetProperty("crs", out var crs) && crs.ValueKind != JsonValueKind.Null && !LegacyCrs.IsLongitudeLatitude(crs))
        {
            throw Wrong($"{at}/crs", new("坐标系写在 Content-Crs 头中", "the coordinate reference system is named by the header Content-Crs"));
        }

        if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind == JsonValueKind.Null)
        {
            return (null, null);
        }

        return properties.ValueKind == JsonValueKind.Object
            ? (Text(properties, "region", at), Text(properties, "plan", at))
            : throw Wrong($"{at}/properties", new("properties 须为对象或 null", "properties is an object or null"));
    }

    /// <summary>Reads the feature.</summary>
    /// <param name="feature">A feature that <see cref="Frame"/> has looked at.</param>
    /// <param name="shape">What features of its collection look like.</param>
    /// <param name="region">The region.</param>
    /// <param name="crs">The system of its coordinates.</param>
    /// <param name="at">JSON pointer to it.</param>
    /// <exception cref="ProblemException">422, with every place that is wrong.</exception>
    public static MeasuredFeature Read(JsonElement feature, CollectionShape shape, ImportRegion region, CoordinateReference crs, string at)
    {
        ProblemList problems = new(new("要素不能使用", "The feature cannot be used"));
        var read = new FeatureFile(shape, region.Extent, crs).ReadOne(feature, problems.In(""));
        try
        {
            problems.Refuse();
        }
        catch (ImportRefusal refusal)
        {
            throw Wrong(refusal.Problems, refusal.More, at);
        }

        return read!.On(region.Plane);
    }

    /// <summary>422 at a place of the body.</summary>
    public static ProblemException Wrong(string pointer, Sentence what) =>
        new(StatusCodes.Status422UnprocessableEntity, new($"{what.Zh}。", $"{Capital(what.En)}.")) { Pointer = pointer };

    /// <summary>A name as a JSON pointer has it.</summary>
    public static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static ProblemException Wrong(IReadOnlyList<ImportProblem> problems, int more, string at)
    {
        var first = problems[0];
        var others = problems.Count + more - 1;
        var said = Said(first);
        return new(StatusCodes.Status422UnprocessableEntity, others == 0 ? said : new($"{said.Zh}另有 {others} 处问题。", $"{said.En} There are {others} more."))
        {
            Pointer = at + first.Pointer,
            Coordinate = first.Place is { } place ? [place.X, place.Y] : null,
            Places = [.. problems.Take(Told).Select(problem => new ProblemPlace(null, at + problem.Pointer, Said(problem)))],
        };
    }

    private static Sentence Said(ImportProblem problem) => new($"{problem.What.Zh}。{problem.Remedy.Zh}。", $"{Capital(problem.What.En)}. {problem.Remedy.En}.");

    private static string? Text(JsonElement properties, string name, string at)
    {
        if (!properties.TryGetProperty(name, out var text) || text.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return text.ValueKind == JsonValueKind.String ? text.GetString() : throw Wrong($"{at}/properties/{name}", new($"{name} 须为文字", $"{name} is text"));
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
