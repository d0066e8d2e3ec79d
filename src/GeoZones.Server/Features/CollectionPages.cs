using GeoZones.Server.CommandLine;
using GeoZones.Server.Documents;

namespace GeoZones.Server.Features;

/// <summary>Collections as pages to read.</summary>
internal static class CollectionPages
{
    /// <summary>All collections.</summary>
    public static HtmlPage List(HttpContext context, CollectionEndpoints.CollectionList list, string language)
    {
        string Say(string zh, string en) => new Sentence(zh, en).In(language);
        return FeaturePages.Page(context, language, Say("要素集", "Collections"), [FeaturePages.Above(language).First()], Html.Of($"""
            {PlaceMap.Of(Representation.JsonOf(context.Request), Say("要素集的范围", "Where the collections lie"))}
            <table class="members"><thead><tr><th scope="col">{Say("名称", "Name")}</th><th scope="col">{Say("内容", "What is in it")}</th></tr></thead>
            <tbody>{list.Collections.Select(one => Html.Of($"<tr><th scope=\"row\"><a href=\"{context.Request.PathBase}/api/collections/{one.Id}\">{one.Title}</a></th><td>{one.Description}</td></tr>"))}</tbody></table>
            """), Link.Json, withMap: true);
    }

    /// <summary>One collection.</summary>
    public static HtmlPage One(HttpContext context, FeatureCollectionInfo collection, CollectionEndpoints.CollectionDocument document, string language)
    {
        string Say(string zh, string en) => new Sentence(zh, en).In(language);
        Html Below(string path, string zh, string en) => Html.Of($"<li><a href=\"{context.Request.PathBase}/api/collections/{collection.Id}/{path}\">{Say(zh, en)}</a></li>");
        Html Row(string name, Html value) => Html.Of($"<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>");
        return FeaturePages.Page(context, language, document.Title, [.. FeaturePages.Above(language)], Html.Of($"""
            <p class="lead">{document.Description}</p>
            <ul>{Below("items", "浏览要素", "Browse the features")}{Below("tiles", "矢量瓦片", "Vector tiles")}{Below("queryables", "可查询属性", "Queryables")}{Below("schema", "要素结构", "Schema")}</ul>
            {PlaceMap.Of(Representation.JsonOf(context.Request), Say("要素集的范围", "Where the collection lies"))}
            <table class="members"><tbody>
            {Row(Say("标识", "Id"), Html.Of($"<code>{document.Id}</code>"))}
            {Row(Say("起始时间", "Since"), Html.Of($"{document.Extent?.Temporal.Interval[0][0]?.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture)}"))}
            {Row(Say("属性", "Properties"), Html.Of($"{string.Join(Say("、", ", "), collection.Properties.Select(property => property.Title.In(language)))}"))}
            {Row(Say("存储坐标系", "Stored in"), Html.Of($"<code>{document.StorageCrs}</code>"))}
            {Row(Say("可用坐标系", "Served in"), Html.Of($"<details><summary>{document.Crs.Count}</summary>{document.Crs.Select(crs => Html.Of($"<code>{crs}</code><br>"))}</details>"))}
            </tbody></table>
            """), Link.Json, withMap: true);
    }
}
