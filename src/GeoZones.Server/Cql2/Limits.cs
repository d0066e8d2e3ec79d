namespace GeoZones.Server.Cql2;

/// <summary>How large a filter may be; counts while one is read.</summary>
internal sealed class Limits
{
    /// <summary>Most characters of a filter.</summary>
    public const int LongestFilter = 20_000;

    private const int Deepest = 32;
    private const int MostParts = 500;

    // Fewer than the longest filter can hold: a vertex takes four characters at least as text, six as JSON.
    private const int MostVertices = 2_000;

    private int _depth, _parts, _vertices;

    /// <summary>Goes one level down; <see cref="Leave"/> goes up again.</summary>
    public void Enter(Place place)
    {
        if (++_depth > Deepest)
        {
            throw FilterProblem.At(place, $"嵌套超过 {Deepest} 层，请简化。", $"nested deeper than {Deepest} levels; make it simpler.");
        }
    }

    /// <summary>Goes one level up.</summary>
    public void Leave() => _depth--;

    /// <summary>Counts a part.</summary>
    public T Part<T>(T part) where T : Expression => ++_parts <= MostParts ? part
        : throw FilterProblem.At(part.Place, $"超过 {MostParts} 个部分，请简化。", $"more than {MostParts} parts; make it simpler.");

    /// <summary>Counts a vertex.</summary>
    public void Vertex(Place place)
    {
        if (++_vertices > MostVertices)
        {
            throw FilterProblem.At(place, $"几何图形超过 {MostVertices} 个点，请简化。", $"geometries of more than {MostVertices} points; simplify them.");
        }
    }
}
