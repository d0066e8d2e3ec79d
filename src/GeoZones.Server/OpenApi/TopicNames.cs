using GeoZones.Server.CommandLine;

namespace GeoZones.Server.OpenApi;

/// <summary>Names of the topics.</summary>
internal static class TopicNames
{
    /// <summary>The name in a document.</summary>
    public static string Of(Topic topic) => topic.ToString();

    /// <summary>What it is about.</summary>
    public static Sentence Meaning(Topic topic) => topic switch
    {
        Topic.Service => new("服务说明", "What the server is and can do"),
        Topic.Features => new("要素（OGC API – Features）", "Features (OGC API – Features)"),
        Topic.Editing => new("修改与历史", "Changing features, and their history"),
        Topic.Tiles => new("矢量瓦片（OGC API – Tiles）", "Vector tiles (OGC API – Tiles)"),
        Topic.Plans => new("县市、规划、指标", "Regions, plans, figures"),
        Topic.Checks => new("校核、规则与问题", "Checks, rules, findings"),
        Topic.Accounts => new("账号、角色、令牌", "Accounts, roles, tokens"),
        _ => new("量算与试算", "Measuring and trying out"),
    };
}
