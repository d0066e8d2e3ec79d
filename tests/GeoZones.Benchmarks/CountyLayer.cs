using System.Text;

using GeoZones.Checks.Overlay;
using GeoZones.Server.Database;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>The areas of one layer straight from PostGIS, packed, without an object for a feature.</summary>
/// <param name="Layer">The patches, in the order of the rows.</param>
/// <param name="Ids">Id of each patch.</param>
/// <param name="Classes">Class of each patch.</param>
internal sealed record CountyLayer(PackedLayer Layer, IReadOnlyList<int> Ids, IReadOnlyList<string> Classes)
{
    /// <summary>Reads a layer over several connections at once.</summary>
    /// <param name="db">The database.</param>
    /// <param name="queries">One for each connection; columns: id <c>int4</c>, class <c>text</c>, polygon or multipolygon in the plane.</param>
    /// <param name="scale">Shared by layers that are compared.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FormatException">A geometry is no area of two dimensions.</exception>
    public static async Task<CountyLayer> ReadAsync(NpgsqlDataSource db, IReadOnlyList<string> queries, ScaleDeficit scale, CancellationToken cancel)
    {
        var parts = await Task.WhenAll(queries.Select(query => Task.Run(() => ReadPartAsync(db, query, scale, cancel), cancel)));
        return new(PackedLayerBuilder.Join([.. parts.Select(part => part.Builder)]), [.. parts.SelectMany(part => part.Ids)], [.. parts.SelectMany(part => part.Classes)]);
    }

    private static async Task<(PackedLayerBuilder Builder, List<int> Ids, List<string> Classes)> ReadPartAsync(
        NpgsqlDataSource db, string query, ScaleDeficit scale, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        using var rows = BinaryCopy.Open(connection, query, 3);
        var builder = new PackedLayerBuilder(scale);
        List<int> ids = [];
        List<string> classes = [];
        Dictionary<string, string> known = [];
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> text = stackalloc char[64];
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            ids.Add(rows.Int32(0));
            var length = Encoding.UTF8.GetChars(rows[1], text);
            if (!lookup.TryGetValue(text[..length], out var name))
            {
                name = text[..length].ToString();
                known[name] = name;
            }

            classes.Add(name);
            builder.AddWkb(rows[2]);
        }

        return (builder, ids, classes);
    }
}
