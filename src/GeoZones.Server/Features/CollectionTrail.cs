using GeoZones.Server.Documents;

namespace GeoZones.Server.Features;

/// <summary>The pages above those of versions and tiles.</summary>
internal static class CollectionTrail
{
    /// <summary>The landing page.</summary>
    public static readonly ResourcePage Service = new("/api", new("数据服务", "Data service"));

    /// <summary>One collection.</summary>
    public static readonly ResourcePage Collection = new("/api/collections/{collection}", new("{collection}", "{collection}"),
        new("/api/collections", new("要素集", "Collections"), Service));

    /// <summary>One feature.</summary>
    public static readonly ResourcePage Item = new("/api/collections/{collection}/items/{id}", new("要素 {id}", "Feature {id}"),
        new("/api/collections/{collection}/items", new("要素", "Features"), Collection));
}
