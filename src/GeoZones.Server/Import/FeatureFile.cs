using System.Runtime.CompilerServices;
using System.Text.Json;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import;

/// <summary>Reads what a source holds as features of one collection: checked and rounded.</summary>
/// <param name="shape">What the features must look like.</param>
/// <param name="extent">Longitudes and latitudes of the region.</param>
/// <param name="crs">The system that coordinates are told in; <c>null</c>: longitude and latitude.</param>
internal sealed class FeatureFile(CollectionShape shape, Envelope extent, CoordinateReference? crs = null)
{
    /// <summary>How many features had heights that were left out.</summary>
    public int WithoutHeights { get; private set; }

    /// <summary>The features that can be stored; what is wrong with the others is noted.</summary>
    public async IAsyncEnumerable<IncomingFeature> Read(FeatureSource source, ProblemSource problems, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        int position = 0;
        await foreach (JsonDocument? document in source.Documents(problems, cancel))
        {
            using (document)
            {
                ProblemSource own = problems.Feature(++position);
                if (document is not null && ReadOne(document.RootElement, own) is IncomingFeature feature)
                {
                    yield return feature;
                }
            }
        }
    }

    /// <summary>Reads one GeoJSON Feature; <c>null</c> where a problem was noted.</summary>
    public IncomingFeature? ReadOne(JsonElement element, ProblemSource problems)
    {
        IncomingFeature? feature = null;
        Whole(problems, own => feature = ReadFeature(element, own));
        return feature;
    }

    /// <summary>Reads something of a feature; where a text holds half a character, that is noted.</summary>
    public static void Whole(ProblemSource problems, Action<ProblemSource> read)
    {
        try
        {
            read(problems);
        }
        catch (InvalidOperationException)
        {
            problems.Add(new("文字中有残缺的字符", "a text holds half a character"), new("请以 UTF-8 重新导出", "Export the file again in UTF-8"));
        }
    }

    /// <summary>Whether an element is a GeoJSON Feature; where it is none, that is noted.</summary>
    public static bool IsFeature(JsonElement element, ProblemSource problems)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("Feature"))
        {
            return true;
        }

        problems.Add(new("不是要素", "it is no feature"), new("features 中的每一项都应有 \"type\":\"Feature\"", "Each entry of features has \"type\":\"Feature\""), pointer: "/type");
        return false;
    }

    private IncomingFeature? ReadFeature(JsonElement element, ProblemSource problems)
    {
        if (!IsFeature(element, problems))
        {
            return null;
        }

        Dictionary<string, JsonElement> members = JsonMembers.Of(element, problems);
        var properties = new PropertyReader(shape, problems);
        properties.Read(members.GetValueOrDefault("properties"));
        var reader = new GeometryReader(extent, crs ?? CoordinateReference.Crs84, problems);
        Geometry? geometry = reader.Read(members.GetValueOrDefault("geometry"), shape);
        if (geometry is IPuntal && properties.DeclaredAreaM2 is not null)
        {
            problems.Add(new("点要素不能有 declaredAreaM2", "a point has no declaredAreaM2"), new("请删除该属性，或画成面", "Remove it, or draw an area"), pointer: "/properties/declaredAreaM2");
        }

        if (geometry is null || problems.Any)
        {
            return null;
        }

        WithoutHeights += reader.DroppedHeights ? 1 : 0;
        return new(properties.Zone, properties.Code, properties.Name, properties.Synthetic, properties.DeclaredAreaM2, properties.AttributesJson(), geometry);
    }
}
