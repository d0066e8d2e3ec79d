namespace GeoZones.Server.Features;

/// <summary>Features and the OGC API documents around them.</summary>
public static class FeaturesEndpoints
{
    /// <summary>Registers what reads features.</summary>
    public static void AddFeatures(this IServiceCollection services) => services.AddSingleton<FeatureLookups>();

    /// <summary>Adds landing page, conformance, collections and items.</summary>
    public static void MapFeatures(this IEndpointRouteBuilder api)
    {
        api.MapLanding();
        api.MapCollections();
        api.MapItems();
        api.MapSchemas();
    }
}
