using GeoZones.Server.CommandLine;

using Microsoft.OpenApi;

namespace GeoZones.Server.OpenApi;

/// <summary>What each request header of the API means that is more than HTTP itself needs.</summary>
internal static class HeaderDescriptions
{
    private static readonly Dictionary<string, Sentence> All = new(StringComparer.Ordinal)
    {
        ["If-Match"] = new("所依据的版本：读取时得到的 ETag，或“*”。缺少为 428，已过时为 412", "the state that is changed: the ETag that reading gave, or *. 428 where it is missing, 412 where it is stale"),
        ["If-None-Match"] = new("已有的 ETag；“*”表示要素已不存在", "ETags that the caller has; * says that the feature is not there any more"),
        ["Content-Crs"] = new("请求内容中坐标所用坐标系，尖括号中的 URI；不写则为 CRS84", "the coordinate reference system of the body, a URI in angle brackets; CRS84 where it is left out"),
    };

    /// <summary>The header of that name.</summary>
    /// <exception cref="KeyNotFoundException">Nobody has described it.</exception>
    public static OpenApiParameter Named(string name, string language) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = All[name].In(language),
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
