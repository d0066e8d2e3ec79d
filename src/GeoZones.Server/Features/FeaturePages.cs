using System.Text.Json;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Cql2;
using GeoZones.Server.Documents;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>Features as pages to read: a map, their properties as tables, links up and on.</summary>
internal static class FeaturePages
{
    /// <summary>Most features on a page for people.</summary>
    public const int LargestLimit = 500;

    /// <summary>A page of features, from the document that programs get.</summary>
    /// <param name="context">The request.</param>
    /// <param name="collection">Their collection.</param>
    /// <param name="limit">Most features that the page shows.</param>
    /// <param name="document">The document; its geometries are not looked at.</param>
    public static HtmlPage Items(HttpContext context, FeatureCollectionInfo collection, int limit, JsonElement document)
    {
        var language = Language.Speak(context, besides: "Accept");
        string Say(string zh, string en) => new Sentence(zh, en).In(language);
        var features = document.GetProperty("features").EnumerateArray().ToArray();
        var names = features.SelectMany(feature => feature.GetProperty("properties").EnumerateObject()).Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => member.Name).Distinct().ToArray();
        var shown = document.TryGetProperty("numberMatched", out var matched)
            ? Say($"共 {matched} 个要素，本页 {features.Length} 个。", $"{features.Length} of {matched} features.")
            : Say($"本页 {features.Length} 个要素。", $"{features.Length} features.");
        var next = document.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => link.GetProperty("href").GetString()).FirstOrDefault();
        var isFirst = !context.Request.Query.ContainsKey("cursor");
        return Page(context, language, Say("要素", "Features"), [.. Trail(collection, language)], Html.Of($"""
            <p class="lead">{shown}</p>
            {PlaceMap.Of(Representation.MapOf(context.Request, limit), Say("这些要素的地图", "Map of these features"))}
            <table class="members"><caption>{collection.Title.In(language)}</caption>
            <thead><tr><th scope="col">{Say("标识", "Id")}</th>{names.Select(name => Html.Of($"<th scope=\"col\">{Title(collection, name, language)}</th>"))}</tr></thead>
            <tbody>{features.Select(feature => Html.Of($"<tr><th scope=\"row\"><a href=\"{ItemAddress(context.Request, collection, feature)}\">{feature.GetProperty("id")}</a></th>{names.Select(name => Cell(feature, name, language))}</tr>"))}</tbody></table>
            {Turning(context.Request, language, isFirst, next)}
            """), Link.GeoJson, withMap: true);
    }

    /// <summary>One feature.</summary>
    public static HtmlPage Item(HttpContext context, FeatureCollectionInfo collection, JsonElement feature)
    {
        var language = Language.Speak(context, besides: "Accept");
        string Say(string zh, string en) => new Sentence(zh, en).In(language);
        var properties = feature.GetProperty("properties");
        var name = properties.TryGetProperty("name", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : $"{collection.Title.In(language)} {feature.GetProperty("id")}";
        (string, string)[] trail = [.. Trail(collection, language), ($"/api/collections/{collection.Id}/items", Say("要素", "Features"))];
        return Page(context, language, name, trail, Html.Of($"""
            {PlaceMap.Of(Representation.MapOf(context.Request), Say("该要素的地图", "Map of this feature"))}
            <table class="members"><caption>{Say("属性", "Properties")}</caption>
            <tbody>{properties.EnumerateObject().Select(member => Html.Of($"<tr><th scope=\"row\">{Title(collection, member.Name, language)}</th>{Cell(feature, member.Name, language)}</tr>"))}</tbody></table>
            {(collection.Reference is null ? Html.Of($"<p><a href=\"{context.Request.PathBase}/api/collections/{collection.Id}/items/{feature.GetProperty("id")}/versions\">{Say("各个版本", "Its versions")}</a></p>") : Html.None)}
            """), Link.GeoJson, withMap: true);
    }

    /// <summary>Links to the first page of a list, unless this is it, and to the next one, if there is one.</summary>
    public static Html Turning(HttpRequest request, string language, bool isFirst, string? next)
    {
        string Say(string zh, string en) => new Sentence(zh, en).In(language);
        return Html.Of($"""
            <nav class="pages" aria-label="{Say("翻页", "Pages")}">{(isFirst ? Html.None : Html.Of($"<a href=\"{Link.Here(request, ("cursor", null))}\" rel=\"first\">{Say("第一页", "First page")}</a>"))}{(next is null ? Html.None : Html.Of($"<a href=\"{next}\" rel=\"next\">{Say("下一页", "Next page")}</a>"))}</nav>
            """);
    }

    /// <summary>A page around some content, with the links that every resource has.</summary>
    public static HtmlPage Page(
        HttpContext context, string language, string title, IReadOnlyList<(string, string)> trail, Html content, string type, bool withMap)
    {
        var json = Representation.JsonOf(context.Request);
        return new(title, language, trail, content)
        {
            Head = Html.Of($"<link rel=\"alternate\" type=\"{type}\" href=\"{json}\">\n  {(withMap ? PlaceMap.Head : Html.None)}"),
            Others = [(json, type == Link.GeoJson ? "GeoJSON" : "JSON")],
        };
    }

    /// <summary>The pages above those of a collection.</summary>
    public static IEnumerable<(string Href, string Title)> Trail(FeatureCollectionInfo collection, string language) =>
        [.. Above(language), ($"/api/collections/{collection.Id}", collection.Title.In(language))];

    /// <summary>The pages above a collection.</summary>
    public static IEnumerable<(string Href, string Title)> Above(string language) =>
        [("/api", new Sentence("数据服务", "Data service").In(language)), ("/api/collections", new Sentence("要素集", "Collections").In(language))];

    // In the same state of the plan, if one is asked for.
    private static string ItemAddress(HttpRequest request, FeatureCollectionInfo collection, JsonElement feature)
    {
        var state = request.Query.Where(parameter => ItemsQuery.StateParameters.Contains(parameter.Key) || parameter.Key == Representation.Parameter);
        return $"{request.PathBase}/api/collections/{collection.Id}/items/{feature.GetProperty("id")}{QueryString.Create(state).ToUriComponent()}";
    }

    private static string Title(FeatureCollectionInfo collection, string name, string language) =>
        Queryables.Of(collection).FirstOrDefault(property => property.Name == name) is { } known
            ? known.Title.In(language) + (known.Unit is null ? "" : $" ({(known.Unit == "m2" ? "m²" : known.Unit)})")
            : name;

    private static Html Cell(JsonElement feature, string name, string language) =>
        DataTables.Cell(name, feature.GetProperty("properties").TryGetProperty(name, out var found) ? found : default, language);
}
