using GeoZones.Server.CommandLine;

namespace GeoZones.Server.OpenApi;

/// <summary>What an endpoint does, for the API's documentation.</summary>
/// <param name="Topic">The group of endpoints that it belongs to.</param>
/// <param name="Summary">What it does.</param>
public sealed record Described(Topic Topic, Sentence Summary);

/// <summary>The name that a standard gives to an operation; others are named by their paths.</summary>
/// <param name="Id">The name.</param>
public sealed record OperationId(string Id);

/// <summary>A body that an endpoint takes.</summary>
/// <param name="Schema">Its name in <c>schemas.json</c>.</param>
/// <param name="MediaTypes">What it may come as; those that are no JSON are plain text.</param>
public sealed record Takes(string Schema, params string[] MediaTypes);

/// <summary>An answer that an endpoint writes by itself.</summary>
/// <param name="Schema">Its name in <c>schemas.json</c>.</param>
/// <param name="MediaType">What it comes as.</param>
/// <param name="Status">HTTP status of the answer.</param>
public sealed record Gives(string Schema, string MediaType, int Status = StatusCodes.Status200OK);

/// <summary>Request headers that an endpoint reads.</summary>
/// <param name="Names">Their names.</param>
public sealed record TakesHeaders(params string[] Names);

/// <summary>Groups of endpoints.</summary>
public enum Topic
{
    /// <summary>What the server is and can do.</summary>
    Service,

    /// <summary>OGC API – Features.</summary>
    Features,

    /// <summary>Changing features, and what they were.</summary>
    Editing,

    /// <summary>OGC API – Tiles.</summary>
    Tiles,

    /// <summary>Regions, plans, figures.</summary>
    Plans,

    /// <summary>Checks and their findings.</summary>
    Checks,

    /// <summary>Tools for what is not stored.</summary>
    Tools,

    /// <summary>Signing in, roles and tokens.</summary>
    Accounts,
}

/// <summary>How endpoints describe themselves.</summary>
public static class Descriptions
{
    /// <summary>Says what an endpoint does.</summary>
    public static TBuilder Describe<TBuilder>(this TBuilder endpoint, Topic topic, string zh, string en) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Described(topic, new(zh, en)));
}
