using System.IO.Pipelines;
using System.Text.Json;

using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary><c>GET /api/collections/{id}/items</c> and <c>…/items/{fid}</c>.</summary>
public static class ItemEndpoints
{
    /// <summary>Adds the addresses.</summary>
    public static void MapItems(this IEndpointRouteBuilder api)
    {
        api.MapGet("/collections/{collection}/items", ItemsEndpoint.AnswerAsync).Query([.. ItemsQuery.Parameters, Representation.Parameter])
            .Describe(Topic.Features, "要素集中的要素，分页提供", "The features of a collection, by pages").WithMetadata(new Gives("FeatureCollection", Link.GeoJson), new TakesQueryables()).AlsoAsPage();
        api.MapGet("/collections/{collection}/items/{id}", ItemEndpoint.AnswerAsync).Query([.. ItemsQuery.StateParameters, "crs", "properties", Representation.Parameter])
            .Describe(Topic.Features, "一个要素", "One feature").WithMetadata(new Gives("Feature", Link.GeoJson)).AlsoAsPage();
    }

    /// <summary>Reads a document that is written into a pipe, to show it as a page.</summary>
    internal static async Task<JsonDocument> ReadAsync(Func<PipeWriter, Task> write)
    {
        using var bytes = new MemoryStream();
        var pipe = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        await write(pipe);
        await pipe.CompleteAsync();
        return JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }
}
