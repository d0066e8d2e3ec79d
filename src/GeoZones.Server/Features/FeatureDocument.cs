using System.IO.Pipelines;
using System.Text.Json;

using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>One feature as a GeoJSON document.</summary>
internal static class FeatureDocument
{
    /// <summary>Writes the row of <see cref="ItemsSql.One"/> as a feature with its links.</summary>
    /// <param name="row">The row.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="shown">The properties that are shown; <c>null</c> for all.</param>
    /// <param name="crs">The system of its coordinates.</param>
    /// <param name="links">Links to itself.</param>
    /// <param name="answer">Takes UTF-8.</param>
    /// <param name="more">Further members, each with a comma before it.</param>
    public static void Write(NpgsqlDataReader row, FeatureCollectionInfo collection, IReadOnlyList<FeatureProperty>? shown, CoordinateReference crs, IReadOnlyList<Link> links, PipeWriter answer, string more = "")
    {
        new FeatureWriter(shown ?? collection.Served, new GeometryWriter(crs)).Write(row, answer);
        answer.Write($",\"links\":{JsonSerializer.Serialize(links, ApiJson.Options)}{more}}}");
    }

    /// <summary>Version of the row, and number of the revision that is shown.</summary>
    public static (long Version, int Revision) VersionOf(NpgsqlDataReader row) => (row.GetInt64(row.FieldCount - 2), row.GetInt32(row.FieldCount - 1));
}
