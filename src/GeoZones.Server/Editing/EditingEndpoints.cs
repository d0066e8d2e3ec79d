using GeoZones.Server.Features;
using GeoZones.Server.History;
using GeoZones.Server.OpenApi;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Mvc;

namespace GeoZones.Server.Editing;

/// <summary>Changing features: OGC API – Features part 4, and the draft of part 11.</summary>
public static class EditingEndpoints
{
    /// <summary>The conformance classes that are fulfilled. Part 4 has written its locking class with <c>req</c> and with <c>conf</c>; clients look for either.</summary>
    public static readonly string[] Classes =
    [
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/req/optimistic-locking-etags",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
        .. TransactionEndpoint.Classes,
    ];

    private const int LargestFeatureBytes = 16 * 1024 * 1024;
    private const string Items = "/collections/{collection}/items";
    private const string Item = Items + "/{id}";
    private static readonly string[] s_parameters = [EditReason.Name, EditVerdict.Parameter];

    /// <summary>Adds the addresses.</summary>
    public static void MapEditing(this IEndpointRouteBuilder api)
    {
        api.MapPost(Items, ItemEdits.CreateAsync).Describe(Topic.Editing, "新建要素", "Create a feature").Takes("Feature", Link.GeoJson, Link.Json).GivesFeature(StatusCodes.Status201Created, "Content-Crs");
        api.MapPut(Item, ItemEdits.ReplaceAsync).Describe(Topic.Editing, "替换要素", "Replace a feature").Takes("Feature", Link.GeoJson, Link.Json).GivesFeature(StatusCodes.Status200OK, "If-Match", "Content-Crs");
        api.MapPatch(Item, ItemEdits.UpdateAsync).Describe(Topic.Editing, "修改要素的部分内容（RFC 7396）", "Change members of a feature (RFC 7396)").Takes("FeaturePatch", "application/merge-patch+json").GivesFeature(StatusCodes.Status200OK, "If-Match", "Content-Crs");
        api.MapDelete(Item, ItemEdits.DeleteAsync).Describe(Topic.Editing, "删除要素", "Delete a feature").Query(s_parameters).WithMetadata(new TakesHeaders("If-Match")).Produces(StatusCodes.Status204NoContent);
        api.MapPost(Item + "/versions/{version}/put-back", ItemEdits.PutBackAsync).Describe(Topic.Editing, "把要素恢复到某一版本", "Put a feature back to one of its versions").GivesFeature(StatusCodes.Status200OK, "If-Match", "If-None-Match");
        api.MapMethods(Items, [HttpMethods.Options], AllowedMethods.OfItemsAsync).Describe(Topic.Editing, "可对要素集做什么", "What may be done with a collection's features").Produces(StatusCodes.Status204NoContent);
        api.MapMethods(Item, [HttpMethods.Options], AllowedMethods.OfItemAsync).Describe(Topic.Editing, "可对要素做什么", "What may be done with a feature").Produces(StatusCodes.Status204NoContent);
        api.MapTransactions();
        api.MapHistory();
    }

    private static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string schema, params string[] types) =>
        endpoint.WithMetadata(new Takes(schema, types)).WithMetadata(new RequestSizeLimitAttribute(LargestFeatureBytes));

    private static RouteHandlerBuilder GivesFeature(this RouteHandlerBuilder endpoint, int status, params string[] headers) =>
        endpoint.Query(s_parameters).WithMetadata(new TakesHeaders(headers)).WithMetadata(new Gives("Feature", Link.GeoJson, status));
}
