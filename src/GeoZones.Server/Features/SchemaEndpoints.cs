using System.Text.Json.Nodes;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Cql2;
using GeoZones.Server.Documents;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary><c>GET /api/collections/{id}/queryables</c> and <c>…/schema</c>: what can be asked about, and what a feature has, as JSON Schema.</summary>
public static class SchemaEndpoints
{
    /// <summary>Media type of both.</summary>
    public const string MediaType = "application/schema+json";

    /// <summary>Relation of a collection to its queryables.</summary>
    public const string QueryablesRelation = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

    /// <summary>Relation of a collection to its schema.</summary>
    public const string SchemaRelation = "http://www.opengis.net/def/rel/ogc/1.0/schema";

    /// <summary>
    /// Relation of a collection to the schema of a feature as GeoJSON. GDAL reads the types of fields there (without it, from the first features, and cuts off the decimals of those behind), and did not know it in small letters at first.
    /// </summary>
    public const string DescribedByRelation = "describedBy";

    /// <summary>The conformance classes of OGC 23-058r2, which is part 5 of OGC API – Features and part 3 of OGC API – Common, whose names they have.</summary>
    internal static readonly string[] Classes =
        [.. ((string[])["schemas", "advanced-property-roles", "returnables-and-receivables"]).Select(name => $"http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/{name}")];

    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Adds the addresses.</summary>
    public static void MapSchemas(this IEndpointRouteBuilder api)
    {
        api.MapGet("/collections/{collection}/queryables", async (HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel) =>
            await AnswerAsync(context, await FeatureCollections.FindAsync(context, db, collection, cancel), new("可查询属性", "Queryables"), OfQueryables, isOpen: false, cancel)).Query(Representation.Parameter)
            .Describe(Topic.Features, "filter 中可用的属性", "What a filter may ask about").WithMetadata(new Gives("JsonSchema", MediaType), new AlsoServes(MediaType)).AlsoAsPage();
        api.MapGet("/collections/{collection}/schema", async (HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel) =>
            await AnswerAsync(context, await FeatureCollections.FindAsync(context, db, collection, cancel), new("要素结构", "Schema"), OfFeatures, isOpen: true, cancel)).Query(Representation.Parameter)
            .Describe(Topic.Features, "要素的属性", "What a feature has").WithMetadata(new Gives("JsonSchema", MediaType), new AlsoServes(MediaType)).AlsoAsPage();
        api.MapGet("/collections/{collection}/feature-schema", async (HttpContext context, string collection, NpgsqlDataSource db, CancellationToken cancel) =>
            await AnswerGeoJsonAsync(context, await FeatureCollections.FindAsync(context, db, collection, cancel), cancel)).Query(Representation.Parameter)
            .Describe(Topic.Features, "要素的 GeoJSON 结构", "A feature as GeoJSON, as a schema").WithMetadata(new Gives("JsonSchema", MediaType), new AlsoServes(MediaType)).AlsoAsPage();
    }

    private static async Task AnswerAsync(
        HttpContext context, FeatureCollectionInfo collection, Sentence title, Func<FeatureCollectionInfo, string, JsonObject> members, bool isOpen, CancellationToken cancel)
    {
        var isPage = Representation.IsPage(context);
        var language = Language.Speak(context, besides: "Accept");
        var properties = members(collection, language);
        if (isPage)
        {
            await FeaturePages.Page(context, language, title.In(language), [.. FeaturePages.Trail(collection, language)], Table(properties, language), MediaType, withMap: false).WriteAsync(context, cancel);
            return;
        }
        Representation.LinkToPage(context);
        var schema = new JsonObject
        {
            ["$schema"] = Dialect,
            ["$id"] = Link.Address(context.Request, context.Request.Path.ToUriComponent()),
            ["type"] = "object",
            ["title"] = collection.Title.In(language),
            ["description"] = collection.Description.In(language),
            ["properties"] = properties,
            // Features may have attributes that nobody has described; a filter cannot ask about those.
            ["additionalProperties"] = isOpen && collection.Reference is null,
        };
        context.Response.ContentType = MediaType;
        await context.Response.WriteAsync(schema.ToJsonString(ApiJson.Options), cancel);
    }

    private static async Task AnswerGeoJsonAsync(HttpContext context, FeatureCollectionInfo collection, CancellationToken cancel)
    {
        var isPage = Representation.IsPage(context);
        var language = Language.Speak(context, besides: "Accept");
        var properties = new JsonObject(collection.Properties.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Member(property, collection.Reference is not null, language))));
        if (isPage)
        {
            await FeaturePages.Page(context, language, new Sentence("GeoJSON 结构", "Schema of GeoJSON").In(language), [.. FeaturePages.Trail(collection, language)], Table(properties, language), MediaType, withMap: false).WriteAsync(context, cancel);
            return;
        }
        Representation.LinkToPage(context);
        var schema = new JsonObject
        {
            ["$schema"] = Dialect,
            ["$id"] = Link.Address(context.Request, context.Request.Path.ToUriComponent()),
            ["type"] = "object",
            ["title"] = collection.Title.In(language),
            ["required"] = new JsonArray("type", "id", "geometry", "properties"),
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["const"] = "Feature" },
                ["id"] = Member(Queryables.Id, collection.Reference is not null, language),
                ["geometry"] = new JsonObject { ["$ref"] = "https://geojson.org/schema/Geometry.json" },
                ["properties"] = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = collection.Reference is null },
            },
        };
        context.Response.ContentType = MediaType;
        await context.Response.WriteAsync(schema.ToJsonString(ApiJson.Options), cancel);
    }

    private static JsonObject OfQueryables(FeatureCollectionInfo collection, string language) => Members(collection, Queryables.Of(collection), language);

    private static JsonObject OfFeatures(FeatureCollectionInfo collection, string language) =>
        Members(collection, [Queryables.Id, .. collection.Properties], language);

    private static JsonObject Members(FeatureCollectionInfo collection, IReadOnlyList<FeatureProperty> properties, string language)
    {
        var members = new JsonObject
        {
            [Queryables.Geometry] = new JsonObject
            {
                ["title"] = new Sentence("几何", "Geometry").In(language),
                ["format"] = collection.Dimension switch
                {
                    2 => "geometry-polygon-or-multipolygon",
                    1 => "geometry-linestring-or-multilinestring",
                    0 => "geometry-point-or-multipoint",
                    _ => "geometry-any",
                },
                ["x-ogc-role"] = "primary-geometry",
            },
        };
        foreach (var property in properties)
        {
            members[property.Name] = Member(property, collection.Reference is not null, language);
        }
        return members;
    }

    private static JsonObject Member(FeatureProperty property, bool isReference, string language)
    {
        var member = new JsonObject
        {
            ["title"] = property.Title.In(language),
            ["type"] = property.Type switch
            {
                PropertyType.Number => "number",
                PropertyType.Integer => "integer",
                PropertyType.Boolean => "boolean",
                _ => "string",
            },
        };
        if (property.Type is PropertyType.Instant or PropertyType.Date)
        {
            member["format"] = property.Type == PropertyType.Date ? "date" : "date-time";
        }
        if (property.Values is { } values)
        {
            member["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }
        if (property.IsComputed || isReference)
        {
            member["readOnly"] = true;
        }
        if (property.Unit is { } unit)
        {
            member["x-ogc-unit"] = unit;
        }
        var role = property == Queryables.Id ? "id" : property == Queryables.MadeAt ? "primary-interval-start" : property == Queryables.EndedAt ? "primary-interval-end" : null;
        if (role is not null)
        {
            member["x-ogc-role"] = role;
        }
        return member;
    }

    private static Html Table(JsonObject members, string language)
    {
        string Say(string zh, string en) => new Sentence(zh, en).In(language);
        return DataTables.Wide(Html.Of($"""
            <table class="members"><thead><tr><th scope="col">{Say("名称", "Name")}</th><th scope="col">{Say("含义", "Meaning")}</th><th scope="col">{Say("类型", "Type")}</th><th scope="col">{Say("取值", "Values")}</th></tr></thead>
            <tbody>{members.Select(member => Html.Of($"<tr><th scope=\"row\"><code>{member.Key}</code></th><td>{member.Value!["title"]}</td><td>{member.Value["format"] ?? member.Value["type"]}</td><td>{Values(member.Value)}</td></tr>"))}</tbody></table>
            """), Say("属性", "Properties"));
    }

    private static string Values(JsonNode member) => member["enum"] is JsonArray values ? string.Join(", ", values.Select(value => value!.GetValue<string>())) : "";
}
