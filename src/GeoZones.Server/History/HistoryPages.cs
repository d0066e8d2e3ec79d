using GeoZones.Server.Documents;
using GeoZones.Server.Features;
using GeoZones.Server.Plans;

namespace GeoZones.Server.History;

/// <summary>What was changed, as pages to read.</summary>
internal static class HistoryPages
{
    private const string OfFeature = "/api/collections/{collection}/items/{id}/versions";
    private const string OfRevision = "/api/regions/{region}/plans/{plan}/revisions/{revision}/changes";

    /// <summary>The versions of a feature.</summary>
    public static readonly ResourcePage Versions = new(OfFeature, new("要素 {id} 的各个版本", "Versions of feature {id}"), CollectionTrail.Item) { Map = OfFeature };

    /// <summary>The changes of a revision.</summary>
    public static readonly ResourcePage Changes = new(OfRevision, new("修改记录", "Changes"), PlanPages.Revision) { Map = "/api/regions/{region}", Rows = ("changes", OfRevision + "/{id}") };

    /// <summary>One change: its features before and after.</summary>
    public static readonly ResourcePage Change = new(OfRevision + "/{change}", new("修改 {change}", "Change {change}"), Changes) { Map = OfRevision + "/{change}", Rows = ("edits", OfFeature) };
}
