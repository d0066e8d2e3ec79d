using System.Text.Json.Nodes;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Cql2;
using GeoZones.Server.Features;

using Microsoft.OpenApi;

namespace GeoZones.Server.OpenApi;

/// <summary>What each query parameter of the API means; a name means the same at every endpoint.</summary>
public static class QueryParameterDescriptions
{
    private static readonly Dictionary<string, (Sentence Meaning, Func<OpenApiSchema> Schema)> All = new(StringComparer.Ordinal)
    {
        ["f"] = (new("所需格式；优先于 Accept 头", "the representation; goes before the Accept header"), () => OneOf("json", "html")),
        ["region"] = (new("只要该县市的", "only of this region"), Text),
        ["plan"] = (new("只要该规划的；survey 为不属于任何规划的调查数据", "only of this plan; survey for what belongs to none"), () => OneOf("zone", "urban", "land-use", "survey")),
        ["revision"] = (new("规划的版本号；不写则为最新版", "number of the plan's revision; the newest where it is left out"), () => Whole(null)),
        ["datetime"] = (new("规划在该时刻或时段的状态：RFC 3339 时间、日期，或以“/”分隔的区间，“..”为不限",
            "the state of the plan at that time: a date-time of RFC 3339, a date, or two of them with “/” between, “..” for an open end"), Text),
        ["bbox"] = (new("只要与该范围相交的：西、南、东、北", "only what meets this window: west, south, east, north"),
            () => new() { Type = JsonSchemaType.Array, MinItems = 4, MaxItems = 6, Items = new OpenApiSchema { Type = JsonSchemaType.Number } }),
        ["bbox-crs"] = (new("bbox 所用坐标系，URI 或安全 CURIE；不写则为 CRS84", "the coordinate reference system of bbox, a URI or a safe CURIE; CRS84 where it is left out"), Text),
        ["crs"] = (new("答复所用坐标系，URI 或安全 CURIE，例如 [EPSG:4547]；不写则为 CRS84", "the coordinate reference system of the answer, a URI or a safe CURIE such as [EPSG:4547]; CRS84 where it is left out"), Text),
        ["filter"] = (new("只要符合该 CQL2 条件的", "only what this CQL2 filter selects"), Text),
        ["filter-lang"] = (new("filter 的写法", "the encoding of filter"), () => OneOf("cql2-text", "cql2-json")),
        ["filter-crs"] = (new("filter 中坐标所用坐标系；不写则为 CRS84", "the coordinate reference system of coordinates in filter; CRS84 where it is left out"), Text),
        ["sortby"] = (new("排序属性，逗号分隔，降序在前面加“-”", "properties to sort by, separated by commas, with “-” before those in descending order"), Text),
        ["properties"] = (new("只要这些属性，逗号分隔", "only these properties, separated by commas"), Text),
        ["limit"] = (new("每页最多数量", "at most so many on a page"), () => Whole(ItemsQuery.LargestLimit, ItemsQuery.UsualLimit)),
        ["cursor"] = (new("上一页 next 链接中的值", "from the next link of the page before"), Text),
        ["after"] = (new("已收到的最后一个事件的标识，代替 Last-Event-ID 头", "id of the last event that was seen, instead of the header Last-Event-ID"), Text),
        ["severity"] = (new("只要该严重程度的", "only of this severity"), () => OneOf("error", "warning", "info")),
        ["rule"] = (new("只要该规则的，例如 GZ103", "only of this rule, for example GZ103"), Text),
        ["reason"] = (new("修改的原因，记入历史", "why this is changed, for the record"), Text),
        ["verdict"] = (new("true 则答复中说明此次修改引起和消除了哪些问题", "true: the answer tells which findings the change makes and which it resolves"), () => OneOf("true", "false")),
        ["language"] = (new("表单语言", "language of the sheet"), () => OneOf("zh", "en")),
    };

    /// <summary>The parameter of that name.</summary>
    /// <exception cref="KeyNotFoundException">Nobody has described it.</exception>
    public static OpenApiParameter Named(string name, string language)
    {
        var (meaning, schema) = All[name];
        return new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = meaning.In(language),
            Style = ParameterStyle.Form,
            Explode = false,
            Schema = schema(),
        };
    }

    /// <summary>All queryables together: an address for every collection cannot name those of one alone.</summary>
    public static OpenApiParameter Queryables(string language) => new()
    {
        Name = "queryables",
        In = ParameterLocation.Query,
        Description = new Sentence("要素集 …/queryables 所列的任一属性，例如 code=0012：只要该属性等于该值的", "any of the properties that …/queryables of the collection lists, as in code=0012: only what has this value").In(language),
        Style = ParameterStyle.Form,
        Explode = true,
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = FeatureCollections.All.SelectMany(QueryableParameters.Of).DistinctBy(property => property.Name).ToDictionary(property => property.Name, property => Of(property, language)),
            AdditionalProperties = Text(),
        },
    };

    private static IOpenApiSchema Of(FeatureProperty property, string language) => new OpenApiSchema
    {
        Title = property.Title.In(language),
        Type = property.Type switch { PropertyType.Number => JsonSchemaType.Number, PropertyType.Integer => JsonSchemaType.Integer, PropertyType.Boolean => JsonSchemaType.Boolean, _ => JsonSchemaType.String },
        Enum = property.Values is { } values ? [.. values.Select(value => (JsonNode)value)] : null,
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema OneOf(params string[] values) => new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (JsonNode)value)] };

    private static OpenApiSchema Whole(int? most, int? usual = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = "1",
        Maximum = most?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Default = usual is { } number ? JsonValue.Create(number) : null,
    };
}
