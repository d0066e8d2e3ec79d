using System.Text.Json;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;
using GeoZones.Server.Import.GeoPackages;

using NetTopologySuite.Geometries;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Import.References;

/// <summary>A reference layer to be published.</summary>
/// <param name="Name">Its collection is <c>ref-NAME</c>.</param>
/// <param name="File">GeoJSON or GeoPackage.</param>
/// <param name="Region">The only region that it is shown in; <c>null</c> for all.</param>
/// <param name="Title">What readers call it.</param>
public sealed record ReferenceFile(string Name, string File, string? Region, Sentence Title);

/// <summary>A layer that was published.</summary>
/// <param name="Features">How many features it has.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Renamed">Fields that are served under another name, with that name.</param>
/// <param name="LeftOut">Fields that are not served.</param>
/// <param name="WithoutHeights">How many features had heights that were left out.</param>
public sealed record PublishedLayer(long Features, IReadOnlyList<string> Fields, IReadOnlyList<(string Name, string ServedAs)> Renamed, IReadOnlyList<string> LeftOut, int WithoutHeights);

/// <summary>Publishes and withdraws reference layers, all or nothing. A file is read twice and never held: first for its fields and what they hold, then into the database.</summary>
public static class ReferenceImport
{
    private static readonly Envelope s_world = new(-180, 180, -90, 90);
    private static readonly string[] s_types = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];

    /// <summary>Publishes a layer in place of the one that had its name.</summary>
    /// <exception cref="Refusal">Nothing was changed; the sentence tells every problem.</exception>
    public static async Task<PublishedLayer> PublishAsync(NpgsqlDataSource db, ReferenceFile layer, string importedBy, IProgress<Sentence>? progress = null, CancellationToken cancel = default)
    {
        RequireName(layer.Name);
        progress?.Report(new("正在读取字段……", "Reading the fields …"));
        var problems = new ProblemList(new("未导入任何内容", "Nothing was imported"));
        var source = FeatureSource.Of(layer.File, layer.Name);
        var learnt = await LearnAsync(source, problems.In(source.Name), cancel);
        problems.Refuse();
        var fields = learnt.Learnt();

        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RequireRegionAsync(connection, layer.Region, cancel);
        progress?.Report(new("正在写入……", "Writing …"));
        var id = await BeginAsync(connection, layer, fields, importedBy, cancel);
        var written = await CopyAsync(connection, id, source, fields, problems, cancel);
        problems.Refuse();
        await CompleteAsync(connection, id, written, cancel);
        await transaction.CommitAsync(cancel);
        return new(written.Features, [.. fields.Select(field => field.ServedAs)], [.. fields.Where(field => field.Name != field.ServedAs).Select(field => (field.Name, field.ServedAs))], [.. learnt.LeftOut], written.WithoutHeights);
    }

    /// <summary>Withdraws a layer.</summary>
    /// <exception cref="Refusal">There is none of that name.</exception>
    public static async Task RemoveAsync(NpgsqlDataSource db, string name, CancellationToken cancel = default)
    {
        RequireName(name);
        await using var command = db.CreateCommand("DELETE FROM reference_layer WHERE name = $1");
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = name });
        if (await command.ExecuteNonQueryAsync(cancel) == 0)
        {
            throw new Refusal($"没有参考图层 {name}。", $"There is no reference layer {name}.");
        }
    }

    private static void RequireName(string name)
    {
        if (!ReferenceLayers.CanBeName(name))
        {
            throw new Refusal($"图层名“{name}”不能使用：以小写字母开头，只含小写字母、数字和连字符，至多 59 个字符。",
                $"A layer cannot be called “{name}”: names begin with a lower-case letter and have lower-case letters, digits and hyphens only, 59 at most.");
        }
    }

    private static async Task<ReferenceFields> LearnAsync(FeatureSource source, ProblemSource problems, CancellationToken cancel)
    {
        var fields = new ReferenceFields();
        foreach (var (name, type) in source.Table is { } table ? GeoPackage.Fields(source.Path, table) : [])
        {
            fields.Declare(name, type);
        }
        var position = 0;
        await foreach (var document in source.Documents(problems, cancel))
        {
            using (document)
            {
                position++;
                if (document is not null)
                {
                    FeatureFile.Whole(problems.Feature(position), own => fields.Learn(Feature(document.RootElement, own).Properties, own));
                }
            }
        }
        return fields;
    }

    private static async Task<Written> CopyAsync(NpgsqlConnection connection, long layer, FeatureSource source, IReadOnlyList<ReferenceField> fields, ProblemList problems, CancellationToken cancel)
    {
        var shape = new CollectionShape("ref", s_types, OfPlan: false);
        var written = new Written();
        await using var copy = await connection.BeginBinaryImportAsync("COPY reference_feature (layer, id, attributes, geom) FROM STDIN (FORMAT binary)", cancel);
        var all = problems.In(source.Name);
        await foreach (var document in source.Documents(all, cancel))
        {
            using (document)
            {
                var own = all.Feature((int)++written.Features);
                if (document is null)
                {
                    continue;
                }
                var (properties, drawn) = Feature(document.RootElement, own);
                var reader = new GeometryReader(s_world, CoordinateReference.Crs84, own);
                Geometry? geometry = null;
                FeatureFile.Whole(own, _ => geometry = drawn.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : reader.Read(drawn, shape));
                // Once something is refused nothing will be kept: the rest is only read, for its problems.
                if (problems.Count > 0)
                {
                    continue;
                }
                written.Take(geometry, reader.DroppedHeights);
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(layer, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(written.Features, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(ReferenceFields.Json(fields, properties), NpgsqlDbType.Jsonb, cancel);
                await (geometry is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(geometry, NpgsqlDbType.Geometry, cancel));
            }
        }
        if (problems.Count == 0)
        {
            await copy.CompleteAsync(cancel);
        }
        return written;
    }

    private static (JsonElement Properties, JsonElement Geometry) Feature(JsonElement element, ProblemSource problems)
    {
        if (!FeatureFile.IsFeature(element, problems))
        {
            return default;
        }
        var members = JsonMembers.Of(element, problems);
        return (members.GetValueOrDefault("properties"), members.GetValueOrDefault("geometry"));
    }

    private static async Task RequireRegionAsync(NpgsqlConnection connection, string? region, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT $1::text IS NULL OR EXISTS (SELECT FROM region WHERE id = $1)", connection);
        command.Parameters.Add(new() { Value = (object?)region ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        if (await command.ExecuteScalarAsync(cancel) is not true)
        {
            throw new Refusal($"没有县市 {region}。", $"There is no region {region}.");
        }
    }

    // Readers go on seeing the layer as it was until all of this is committed; imports of one name take turns.
    private static async Task<long> BeginAsync(NpgsqlConnection connection, ReferenceFile layer, IReadOnlyList<ReferenceField> fields, string importedBy, CancellationToken cancel)
    {
        foreach (var sql in new[] { "SELECT pg_advisory_xact_lock(hashtextextended('reference layer ' || $1, 0))", "DELETE FROM reference_layer WHERE name = $1" })
        {
            await using var before = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            before.Parameters.Add(new() { Value = layer.Name });
            await before.ExecuteNonQueryAsync(cancel);
        }
        await using var begin = new NpgsqlCommand("""
            INSERT INTO reference_layer (name, name_zh, name_en, region, fields, imported_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
            """, connection);
        begin.Parameters.Add(new() { Value = layer.Name });
        begin.Parameters.Add(new() { Value = layer.Title.Zh });
        begin.Parameters.Add(new() { Value = layer.Title.En });
        begin.Parameters.Add(new() { Value = (object?)layer.Region ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        begin.Parameters.Add(new() { Value = JsonSerializer.Serialize(fields.Select(field => new { name = field.ServedAs, type = field.Type.ToString().ToLowerInvariant() })), NpgsqlDbType = NpgsqlDbType.Jsonb });
        begin.Parameters.Add(new() { Value = importedBy });
        return (long)(await begin.ExecuteScalarAsync(cancel))!;
    }

    private static async Task CompleteAsync(NpgsqlConnection connection, long id, Written written, CancellationToken cancel)
    {
        await using var complete = new NpgsqlCommand("UPDATE reference_layer SET geometry_types = $2, features = $3, extent = $4 WHERE id = $1", connection);
        complete.Parameters.Add(new() { Value = id });
        complete.Parameters.Add(new() { Value = written.Types.ToArray() });
        complete.Parameters.Add(new() { Value = written.Features });
        complete.Parameters.Add(new() { Value = written.Extent.IsNull ? DBNull.Value : new[] { written.Extent.MinX, written.Extent.MinY, written.Extent.MaxX, written.Extent.MaxY }, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double });
        await complete.ExecuteNonQueryAsync(cancel);
        // How a page or a tile of a layer is best read depends on how large it is.
        await using var learn = new NpgsqlCommand("ANALYZE reference_feature", connection) { CommandTimeout = 0 };
        await learn.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What came of the copying.</summary>
    private sealed class Written
    {
        public long Features { get; set; }

        public int WithoutHeights { get; private set; }

        public SortedSet<string> Types { get; } = new(StringComparer.Ordinal);

        public Envelope Extent { get; } = new();

        public void Take(Geometry? geometry, bool droppedHeights)
        {
            WithoutHeights += droppedHeights ? 1 : 0;
            if (geometry is not null)
            {
                Types.Add(geometry.GeometryType);
                Extent.ExpandToInclude(geometry.EnvelopeInternal);
            }
        }
    }
}
