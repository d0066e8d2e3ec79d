using System.Text.Json.Nodes;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace GeoZones.Server.OpenApi;

/// <summary>The description of the whole API, made from its routes, once in each language.</summary>
public static class ApiDescription
{
    // Where the API lies below the server; clients, and the test suite of the OGC, look for /collections right below the address of the API.
    private const string Root = "/api";

    private static readonly string Schemas = ReadSchemas();

    /// <summary>Registers the two documents, <c>zh</c> and <c>en</c>.</summary>
    public static void AddApiDescription(this IServiceCollection services)
    {
        foreach (var language in new[] { Language.Chinese, Language.English })
        {
            services.AddOpenApi(language, options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
                options.ShouldInclude = endpoint => $"/{endpoint.RelativePath}/".StartsWith($"{Root}/", StringComparison.Ordinal);
                options.AddOperationTransformer(OperationDescription.CompleteAsync);
                options.AddDocumentTransformer(Complete);
            });
        }
    }

    /// <summary>The document in a language.</summary>
    /// <param name="request">By whose address the API is reached.</param>
    /// <param name="language">The language.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<OpenApiDocument> InAsync(HttpRequest request, string language, CancellationToken cancel)
    {
        var document = await request.HttpContext.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(language).GetOpenApiDocumentAsync(cancel);
        document.Servers = [new OpenApiServer { Url = request.PathBase + Root }];
        return document;
    }

    private static Task Complete(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        var language = context.DocumentName;
        document.Info = new OpenApiInfo
        {
            Title = "GeoZones",
            Version = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3),
            Description = new Sentence(
                "产业集聚区“三规”数据与校核。要素按 OGC API – Features 提供；错误以 RFC 9457 问题文档说明错在何处、如何改正。",
                "Three plans of industrial agglomeration zones, and their checks. Features follow OGC API – Features; what is wrong with a request is told as an RFC 9457 problem.").In(language),
        };
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["session"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "geozones",
                Description = new Sentence("网页会话；修改须带 X-Antiforgery-Token 头", "Session of a page; changes bring the header X-Antiforgery-Token").In(language),
            },
            ["basic"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = new Sentence("账号名与密码，或账号名与令牌", "Name with password, or name with token").In(language) },
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = new Sentence("个人令牌", "Personal token").In(language) },
        };
        // Nobody need sign in to read a region that is open to all.
        document.Security = [[], .. document.Components.SecuritySchemes.Keys.Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] })];
        document.Tags = new HashSet<OpenApiTag>(Enum.GetValues<Topic>().Select(topic => new OpenApiTag { Name = TopicNames.Of(topic), Description = TopicNames.Meaning(topic).In(language) }));
        foreach (var (name, schema) in JsonNode.Parse(Schemas)!.AsObject())
        {
            document.AddComponent(name, OpenApiModelFactory.Parse<OpenApiSchema>(schema!.ToJsonString(), OpenApiSpecVersion.OpenApi3_0, document, out _, OpenApiConstants.Json)!);
        }
        foreach (var schema in document.Components!.Schemas!.Values.Where(schema => schema.Properties is not null))
        {
            foreach (var (name, member) in schema.Properties!.ToArray())
            {
                schema.Properties![name] = Nullable(member);
            }
        }
        OpenApiPaths paths = [];
        foreach (var (path, item) in document.Paths)
        {
            // Every GET can be a HEAD.
            item.Operations?.Remove(HttpMethod.Head);
            paths.Add(path == Root ? "/" : path[Root.Length..], item);
        }
        document.Paths = paths;
        return Task.CompletedTask;
    }

    // "null or that schema" is said in 3.0 by a nullable object.
    private static IOpenApiSchema Nullable(IOpenApiSchema member) => member is { OneOf: [{ Type: JsonSchemaType.Null }, { } other] }
        ? new OpenApiSchema { Type = JsonSchemaType.Object | JsonSchemaType.Null, AllOf = [other] }
        : member;

    private static string ReadSchemas()
    {
        using var stream = typeof(ApiDescription).Assembly.GetManifestResourceStream("GeoZones.Server.OpenApi.schemas.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
