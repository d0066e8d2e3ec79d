using System.Text.Json;
using System.Text.RegularExpressions;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>The reference layers, as the database has them.</summary>
public static partial class ReferenceLayers
{
    private const string Prefix = "ref-";

    private const string Sql = "SELECT name, name_zh, name_en, id, region, fields::text, geometry_types, features, extent, imported_at FROM reference_layer";

    /// <summary>The collection of a layer.</summary>
    public static string CollectionOf(string name) => Prefix + name;

    /// <summary>The layer that a collection can be; <c>null</c> where it can be none.</summary>
    public static string? NameOf(string collection) => collection.StartsWith(Prefix, StringComparison.Ordinal) ? collection[Prefix.Length..] : null;

    /// <summary>Whether a layer can be called so.</summary>
    public static bool CanBeName(string name) => Name().IsMatch(name);

    /// <summary>Whoever writes to a layer is told that there is nothing to write: 405, whatever other collections allow.</summary>
    public static void UseReferenceLayers(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
            || !context.Request.Path.StartsWithSegments("/api/collections", out var rest) || !rest.Value!.StartsWith($"/{Prefix}", StringComparison.Ordinal))
        {
            return next(context);
        }
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = $"{HttpMethods.Get}, {HttpMethods.Head}";
        return Task.CompletedTask;
    });

    /// <summary>All layers, by name.</summary>
    public static async Task<IReadOnlyList<FeatureCollectionInfo>> ListAsync(NpgsqlDataSource db, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"{Sql} ORDER BY name COLLATE \"C\"");
        return await ReadAsync(command, cancel);
    }

    /// <summary>The layer of that name; <c>null</c> where there is none.</summary>
    public static async Task<FeatureCollectionInfo?> FindAsync(NpgsqlDataSource db, string name, CancellationToken cancel)
    {
        if (!CanBeName(name))
        {
            return null;
        }
        await using var command = db.CreateCommand($"{Sql} WHERE name = $1");
        command.Parameters.Add(new() { Value = name });
        return await ReadAsync(command, cancel) is [var found] ? found : null;
    }

    private static async Task<IReadOnlyList<FeatureCollectionInfo>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<FeatureCollectionInfo> layers = [];
        while (await row.ReadAsync(cancel))
        {
            var properties = JsonSerializer.Deserialize<StoredField[]>(row.GetString(5), JsonSerializerOptions.Web)!
                .Select(field => ReferenceLayer.Field(field.Name, Enum.Parse<PropertyType>(field.Type, ignoreCase: true))).ToArray();
            layers.Add(new(CollectionOf(row.GetString(0)), new(row.GetString(1), row.GetString(2)), new("参考图层，只供查看", "A reference layer, to be looked at only"))
            {
                Reference = new(row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4), properties, row.GetFieldValue<string[]>(6), row.GetInt64(7),
                    row.IsDBNull(8) ? null : row.GetFieldValue<double[]>(8), row.GetDateTime(9)),
            });
        }
        return layers;
    }

    private sealed record StoredField(string Name, string Type);

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,58}\z")]
    private static partial Regex Name();
}
