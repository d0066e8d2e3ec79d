using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.Database;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>Reads all features of some revisions in bulk: over two connections that see the same moment, straight from the bytes.</summary>
internal static class FeatureReader
{
    private const int Lanes = 2;
    private const int Columns = 12;

    // Before its text.
    private const int VersionOfJsonb = 1;

    /// <summary>The features that revisions show, in no certain order.</summary>
    /// <param name="db">Where the second connection comes from.</param>
    /// <param name="moment">A repeatable-read transaction; its connection is the first.</param>
    /// <param name="revisions">Ids of the revisions, at most one of each plan.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<PlanFeature>> ReadAsync(NpgsqlDataSource db, NpgsqlTransaction moment, IReadOnlyList<long> revisions, CancellationToken cancel)
    {
        if (revisions.Count == 0)
        {
            return [];
        }

        // Two lanes are as many as most machines have processors for: neither is split up further.
        await using var export = new NpgsqlCommand("SET LOCAL max_parallel_workers_per_gather = 0; SELECT pg_export_snapshot()", moment.Connection, moment);
        var snapshot = (string)(await export.ExecuteScalarAsync(cancel))!;
        await using var beside = await db.OpenConnectionAsync(cancel);
        await using var besideMoment = await beside.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using (var import = new NpgsqlCommand($"SET TRANSACTION SNAPSHOT '{snapshot}'; SET LOCAL max_parallel_workers_per_gather = 0", beside, besideMoment))
        {
            await import.ExecuteNonQueryAsync(cancel);
        }

        var (lives, numbers) = await Shown(moment, revisions, cancel);
        if (numbers.Count == 0)
        {
            return [];
        }

        NpgsqlConnection[] connections = [moment.Connection!, beside];
        var parts = await Task.WhenAll(connections.Select((connection, lane) => Task.Run(() => ReadLane(connection, Sql(lives, lane), numbers, cancel), cancel)));
        return [.. parts.SelectMany(part => part)];
    }

    // A version lives from a revision of its own plan on: numbers tell which plan it is of, and are compared sooner than names. COPY takes no parameters.
    private const string LivesSql = """
        SELECT r.id, r.number, coalesce(r.plan, ''), array_agg(e.id)
        FROM revision r JOIN revision e ON e.region = r.region AND e.plan IS NOT DISTINCT FROM r.plan AND e.id <= r.id
        WHERE r.id = ANY ($1) GROUP BY r.id
        """;

    private static async Task<(string Lives, Dictionary<string, int> Numbers)> Shown(NpgsqlTransaction moment, IReadOnlyList<long> revisions, CancellationToken cancel)
    {
        List<string> lives = [];
        Dictionary<string, int> numbers = [];
        await using var command = new NpgsqlCommand(LivesSql, moment.Connection, moment) { Parameters = { new() { Value = revisions } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var shown = row.GetInt64(0);
            lives.Add(string.Create(CultureInfo.InvariantCulture, $"f.lives_from IN ({string.Join(", ", row.GetFieldValue<long[]>(3))}) AND (f.lives_to IS NULL OR f.lives_to > {shown})"));
            numbers[row.GetString(2)] = row.GetInt32(1);
        }

        return (string.Join(" OR ", lives.Select(one => $"({one})")), numbers);
    }

    private static string Sql(string lives, int lane) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT f.id, f.collection, f.plan, f.zone, f.code, f.name, f.plane,
            f.ellipsoidal_area_m2, f.planar_area_m2, f.ground_area_m2, f.declared_area_m2, f.attributes
        FROM feature f WHERE f.version % {Lanes} = {lane} AND ({lives})
        """);

    private static List<PlanFeature> ReadLane(NpgsqlConnection connection, string sql, Dictionary<string, int> numbers, CancellationToken cancel)
    {
        using var rows = BinaryCopy.Open(connection, sql, Columns);
        Words words = new();
        List<PlanFeature> features = [];
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var plan = Text(2);
            features.Add(new PlanFeature(
                rows.Int64(0), words.Of(rows[1]), PlanKinds.Parse(plan), numbers[plan ?? ""], Text(3), Whole(4), Whole(5),
                PlaneGeometry.Read(rows[6]),
                rows.IsNull(7) ? null : new(rows.Double(7), rows.Double(8), rows.Double(9)),
                rows.IsNull(10) ? null : rows.Double(10),
                words.Attributes(rows[11][VersionOfJsonb..])));
        }

        return features;

        string? Text(int field) => rows.IsNull(field) ? null : words.Of(rows[field]);

        string? Whole(int field) => rows.IsNull(field) ? null : Encoding.UTF8.GetString(rows[field]);
    }

    /// <summary>What the rows say over and over, made once: words and sets of attributes.</summary>
    private sealed class Words
    {
        private const int LongestWord = 256;

        private readonly Dictionary<string, string> _words = [];
        private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _attributes = [];

        public string Of(ReadOnlySpan<byte> utf8)
        {
            if (utf8.Length > LongestWord)
            {
                return Encoding.UTF8.GetString(utf8);
            }

            Span<char> text = stackalloc char[LongestWord];
            text = text[..Encoding.UTF8.GetChars(utf8, text)];
            var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(text, out var word))
            {
                word = text.ToString();
                _words[word] = word;
            }

            return word;
        }

        public IReadOnlyDictionary<string, string> Attributes(ReadOnlySpan<byte> json)
        {
            var text = Of(json);
            if (!_attributes.TryGetValue(text, out var attributes))
            {
                using var document = JsonDocument.Parse(text);
                attributes = document.RootElement.EnumerateObject()
                    .Where(member => member.Value.ValueKind != JsonValueKind.Null)
                    .ToDictionary(member => member.Name, member => member.Value.ToString(), StringComparer.Ordinal);
                _attributes[text] = attributes;
            }

            return attributes;
        }
    }
}
