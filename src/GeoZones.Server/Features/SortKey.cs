using System.Text.Json;

using GeoZones.Server.Cql2;
using GeoZones.Server.Problems;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>A property that features are sorted by. What has no value comes last; where all keys are the same, the id decides.</summary>
/// <param name="Property">The property.</param>
/// <param name="IsDescending">From the greatest down.</param>
public sealed record SortKey(FeatureProperty Property, bool IsDescending)
{
    private const int MostKeys = 5;

    /// <summary>Reads <c>sortby</c>: names separated by commas, each with + (or nothing) or − before it.</summary>
    /// <exception cref="ProblemException">400: an unknown property, one twice, or too many.</exception>
    public static IReadOnlyList<SortKey> Parse(string text, FeatureCollectionInfo collection)
    {
        SortKey[] keys = [.. text.Split(',').Select(part => One(part, collection))];
        return keys.Length <= MostKeys && keys.DistinctBy(key => key.Property.Name).Count() == keys.Length ? keys
            : throw ProblemException.OfParameter("sortby", $"sortby 最多 {MostKeys} 个属性，且不能重复。", $"sortby names {MostKeys} properties at most, each once.");
    }

    /// <summary>What features <c>f</c> are ordered by.</summary>
    /// <param name="revision">SQL of the revision that is shown.</param>
    public string Sql(string revision) => Property switch
    {
        { Sql: null } => revision,
        { Type: PropertyType.Text } => $"({Property.Sql}) COLLATE \"C\"",
        _ => $"({Property.Sql})",
    };

    /// <summary>The order itself.</summary>
    /// <param name="revision">SQL of the revision that is shown.</param>
    public string Order(string revision) => $"{Sql(revision)} {(IsDescending ? "DESC" : "ASC")} NULLS LAST";

    /// <summary>The condition that features <c>f</c> come after a place in the order.</summary>
    /// <param name="command">Takes the values.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="after">The place.</param>
    /// <param name="revision">SQL of the revision that is shown.</param>
    public static string After(NpgsqlCommand command, IReadOnlyList<SortKey> keys, Cursor after, string revision)
    {
        var condition = $"f.id > {command.Parameter(after.Id, NpgsqlDbType.Bigint)}";
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            var (sql, value) = (keys[i].Sql(revision), after.Values[i]);
            if (value.ValueKind == JsonValueKind.Null)
            {
                condition = $"({sql} IS NULL AND {condition})";
                continue;
            }
            var parameter = keys[i].Value(command, value);
            condition = $"({sql} {(keys[i].IsDescending ? "<" : ">")} {parameter} OR {sql} IS NULL OR ({sql} = {parameter} AND {condition}))";
        }
        return condition;
    }

    /// <summary>Its value in a row, as a cursor keeps it.</summary>
    public object? Read(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Property.Type switch
    {
        PropertyType.Text => row.GetString(column),
        PropertyType.Number => row.GetDouble(column),
        PropertyType.Integer => Convert.ToInt64(row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture),
        PropertyType.Boolean => row.GetBoolean(column),
        PropertyType.Date => row.GetFieldValue<DateOnly>(column),
        _ => row.GetDateTime(column),
    };

    private string Value(NpgsqlCommand command, JsonElement value)
    {
        try
        {
            return Property.Type switch
            {
                PropertyType.Text => command.Parameter(TextWithoutNull(value), NpgsqlDbType.Text),
                PropertyType.Number => command.Parameter(value.GetDouble(), NpgsqlDbType.Double),
                PropertyType.Integer => command.Parameter(value.GetInt64(), NpgsqlDbType.Bigint),
                PropertyType.Boolean => command.Parameter(value.GetBoolean(), NpgsqlDbType.Boolean),
                PropertyType.Date => command.Parameter(value.Deserialize<DateOnly>(), NpgsqlDbType.Date),
                _ => command.Parameter(value.GetDateTime().ToUniversalTime(), NpgsqlDbType.TimestampTz),
            };
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or JsonException)
        {
            throw Cursor.Unknown();
        }
    }

    private static string TextWithoutNull(JsonElement value) => value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw Cursor.Unknown();

    private static SortKey One(string part, FeatureCollectionInfo collection)
    {
        // A plus that was not encoded arrives as a space.
        var name = part.TrimStart(' ');
        var isDescending = name.StartsWith('-');
        name = isDescending || name.StartsWith('+') ? name[1..] : name;
        return new(Queryables.Of(collection).FirstOrDefault(property => property.Name == name) ?? throw ProblemException.OfParameter("sortby",
            $"不能按“{Shown(name)}”排序。可用：{string.Join("、", Queryables.Of(collection).Select(property => property.Name))}；降序在前面加“-”。",
            $"Nothing is sorted by “{Shown(name)}”. There are: {string.Join(", ", Queryables.Of(collection).Select(property => property.Name))}; with “-” before it for the descending order."), isDescending);
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
