using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Checks;

/// <summary>A finding as stored, with its message in the reader's language.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Name">Name of the rule.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="State"><c>open</c>, or <c>waived</c> while a waiver of it holds.</param>
/// <param name="Features">The features involved.</param>
/// <param name="Figure">Key of the figure involved.</param>
/// <param name="Cause">Id of the finding that explains this one.</param>
/// <param name="GroundAreaM2">Its measure, m².</param>
/// <param name="Tolerance">The tolerances used.</param>
/// <param name="Params">What the message is made of: texts and numbers.</param>
/// <param name="Message">The message.</param>
public sealed record StoredFinding(
    string Id, string Rule, string Name, string Severity, string State, IReadOnlyList<NamedFeature> Features, string? Figure,
    string? Cause, double? GroundAreaM2, IReadOnlyDictionary<string, double> Tolerance, IReadOnlyDictionary<string, object> Params, string Message)
{
    /// <summary>Column of the place as GeoJSON text in <see cref="Command"/>, <c>NULL</c> where there is none; read after the others.</summary>
    public const int PlaceColumn = 11;

    private const string Sql = """
        SELECT f.id, f.rule, f.name, f.severity, CASE WHEN w.id IS NULL THEN 'open' ELSE 'waived' END, f.features::text, f.figure,
            f.cause, f.ground_area_m2, f.tolerance::text, f.params::text, ST_AsGeoJSON(f.geom, 9, 0)
        FROM finding f
        JOIN check_run c ON c.id = f.run_id
        LEFT JOIN waiver w ON w.region = c.region AND w.finding_id = f.id AND w.revoked_at IS NULL
            AND (w.expires_on IS NULL OR w.expires_on >= waiver_day(now()))
        WHERE f.run_id = $1 AND ($2::text IS NULL OR f.severity = $2) AND ($3::text IS NULL OR f.rule = $3)
        ORDER BY f.ordinal
        """;

    /// <summary>The findings of a run in the order of the report.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, long run, string? severity, string? rule) => new(Sql, connection)
    {
        Parameters =
        {
            new() { Value = run },
            new() { Value = (object?)severity ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = (object?)rule ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        },
    };

    /// <summary>Reads a row of <see cref="Command"/> up to the place.</summary>
    /// <param name="row">The row, which may be read with sequential access.</param>
    /// <param name="language"><c>zh</c> or <c>en</c>.</param>
    public static StoredFinding Read(NpgsqlDataReader row, string language)
    {
        var (id, rule, name, severity, state) = (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));
        var features = Json<NamedFeature[]>(row, 5);
        var figure = row.IsDBNull(6) ? null : row.GetString(6);
        var cause = row.IsDBNull(7) ? null : row.GetString(7);
        double? area = row.IsDBNull(8) ? null : row.GetDouble(8);
        var tolerance = Json<Dictionary<string, double>>(row, 9);
        var parameters = Json<Dictionary<string, JsonElement>>(row, 10).ToDictionary(p => p.Key, p => Value(p.Value));
        var finding = new Finding
        {
            Id = id,
            Rule = rule,
            Name = name,
            Severity = Enum.Parse<Severity>(severity, ignoreCase: true),
            Features = [.. features.Select(f => new FeatureReference(f.Collection, f.Id, f.Revision, f.Plan, f.Code, f.Name))],
            Figure = figure,
            Cause = cause,
            GroundAreaM2 = area,
            Tolerance = tolerance,
            Params = parameters,
        };
        return new(id, rule, name, severity, state, features, figure, cause, area, tolerance, parameters, FindingMessage.Of(finding, language));
    }

    private static object Value(JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : json.ToString();

    private static T Json<T>(NpgsqlDataReader row, int column) => JsonSerializer.Deserialize<T>(row.GetString(column), ApiJson.Options)!;
}
