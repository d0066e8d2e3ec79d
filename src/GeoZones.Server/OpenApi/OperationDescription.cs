using GeoZones.Server.Documents;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GeoZones.Server.OpenApi;

/// <summary>Tells of an operation what its route does not: what it does, its query parameters, bodies, and problems.</summary>
internal static class OperationDescription
{
    /// <summary>Completes an operation from the metadata of its endpoint.</summary>
    public static async Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var (metadata, language, document) = (context.Description.ActionDescriptor.EndpointMetadata, context.DocumentName, context.Document!);
        var described = metadata.OfType<Described>().LastOrDefault()
            ?? throw new InvalidOperationException($"Nobody has described {context.Description.HttpMethod} {context.Description.RelativePath}.");
        operation.OperationId = metadata.OfType<OperationId>().LastOrDefault()?.Id ?? IdOf(context.Description.HttpMethod!, context.Description.RelativePath!);
        operation.Summary = described.Summary.In(language);
        operation.Tags = new HashSet<OpenApiTagReference> { new(TopicNames.Of(described.Topic), document) };
        operation.Parameters ??= [];
        foreach (var name in metadata.OfType<QueryParameters>().LastOrDefault()?.Names ?? [])
        {
            operation.Parameters.Add(QueryParameterDescriptions.Named(name, language));
        }
        if (metadata.OfType<TakesQueryables>().Any())
        {
            operation.Parameters.Add(QueryParameterDescriptions.Queryables(language));
        }
        foreach (var name in metadata.OfType<TakesHeaders>().LastOrDefault()?.Names ?? [])
        {
            operation.Parameters.Add(HeaderDescriptions.Named(name, language));
        }
        if (metadata.OfType<Takes>().LastOrDefault() is { } takes)
        {
            operation.RequestBody = new OpenApiRequestBody { Content = takes.MediaTypes.ToDictionary(type => type, type => Body(type, takes.Schema, document)) };
        }
        operation.Responses ??= [];
        if (metadata.OfType<Gives>().LastOrDefault() is { } gives)
        {
            // What the route itself says of an answer that it writes is "200".
            operation.Responses.Remove("200");
            operation.Responses[gives.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = language == Language.Chinese ? "成功" : "OK",
                Content = new Dictionary<string, OpenApiMediaType> { [gives.MediaType] = Body(gives.MediaType, gives.Schema, document) },
            };
        }
        if (metadata.OfType<AlsoServes>().Any(also => also.MediaType == HtmlPage.MediaType) && operation.Responses["200"].Content is { } content)
        {
            content[HtmlPage.MediaType] = new() { Schema = new OpenApiSchemaReference("Page", document) };
        }
        var problem = await ReferenceAsync(typeof(ProblemDocument), context, cancel);
        foreach (var (status, meaning) in new[] { ("4XX", ("请求有误：说明错在何处、如何改正", "The request cannot be used; says where and how to mend it")), ("5XX", ("服务器出错", "The server failed")) })
        {
            operation.Responses[status] = new OpenApiResponse
            {
                Description = language == Language.Chinese ? meaning.Item1 : meaning.Item2,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = Body("application/problem+json", problem, document) },
            };
        }
    }

    private static OpenApiMediaType Body(string mediaType, string schema, OpenApiDocument document) => new()
    {
        Schema = mediaType.EndsWith("json", StringComparison.Ordinal) ? new OpenApiSchemaReference(schema, document)
            : new OpenApiSchema { Type = JsonSchemaType.String, Format = mediaType.StartsWith("text/", StringComparison.Ordinal) ? null : "binary" },
    };

    private static async Task<string> ReferenceAsync(Type type, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (context.Document!.Components?.Schemas?.ContainsKey(type.Name) is not true)
        {
            context.Document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancel));
        }
        return type.Name;
    }

    // GET api/regions/{region}/checks/{run}/ledger: getRegionsChecksLedger; the last name of a path that ends with one: getRegionsByRegion.
    private static string IdOf(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        var words = parts.Select((part, i) => part switch
        {
            _ when part is not ['{', ..] => Capital(part),
            _ when i == parts.Length - 1 => "By" + Capital(part.Trim('{', '}')),
            _ => "",
        });
        var name = string.Concat(words);
        return method.ToLowerInvariant() + (name == "" ? "Landing" : name);
    }

    private static string Capital(string part) => string.Concat(part.Split('-', '.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
