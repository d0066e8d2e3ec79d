using Mapster;

using MapsterMapper;

namespace GeoZones.Server.Plans;

/// <summary>Maps planning records to what the API shows.</summary>
public static class Views
{
    /// <summary>Adds the mapper with every mapping of this assembly, checked at once.</summary>
    public static void AddViews(this IServiceCollection services)
    {
        var config = new TypeAdapterConfig();
        config.Scan(typeof(Views).Assembly);
        config.Compile();
        services.AddSingleton<IMapper>(new Mapper(config));
    }
}
