using System.Text.RegularExpressions;

using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace GeoZones.Server.Tests.OpenApi;

/// <summary>The description of the API, for programs and for people.</summary>
[Collection<Readers>]
public sealed partial class OpenApiTests(GeoZonesServer server)
{
    private async Task<OpenApiDocument> DocumentAsync(string language = "en")
    {
        var answer = await Answer.GetAsync(server.Http, "/api/openapi.json", ("Accept-Language", language));
        answer.Is(200, "application/vnd.oai.openapi+json");
        var read = OpenApiDocument.Parse(answer.Text, OpenApiConstants.Json, new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });
        Assert.Equal(OpenApiSpecVersion.OpenApi3_0, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        return read.Document!;
    }

    [Fact]
    public async Task Every_route_of_the_api_is_in_the_document_and_no_other()
    {
        var routes = server.Routes("api").SelectMany(route => route.Methods.Where(method => method != "HEAD").Select(method => $"{method} {route.Path}"));
        var described = (await DocumentAsync()).Paths.SelectMany(path => path.Value.Operations!.Keys.Select(method => $"{method.Method} /api{(path.Key == "/" ? "" : path.Key)}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_path_that_names_one_resource_answers_below_the_server()
    {
        var document = await DocumentAsync();
        Assert.Equal("/api", Assert.Single(document.Servers!).Url);
        var paths = document.Paths.Where(path => path.Value.Operations!.ContainsKey(HttpMethod.Get)).Select(path => path.Key
            .Replace("{collection}", "roads", StringComparison.Ordinal).Replace("{tileMatrixSetId}", "WebMercatorQuad", StringComparison.Ordinal).Replace("{tileMatrix}/{tileRow}/{tileCol}", "0/0/0", StringComparison.Ordinal)
            .Replace("{region}", "changyuan", StringComparison.Ordinal).Replace("{run}", "latest", StringComparison.Ordinal).Replace("{code}", "GZ103", StringComparison.Ordinal)).Where(path => !path.Contains('{')).ToArray();
        Assert.Contains("/", paths);
        Assert.Contains("/collections/roads/items", paths);
        Assert.True(paths.Length > 30, "The paths are walked.");
        foreach (var path in paths)
        {
            // Events never end.
            using var answer = await server.Http.GetAsync(document.Servers![0].Url + path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task The_operations_of_tiles_are_named_as_the_standard_demands()
    {
        // OGC 20-057, /req/oas30/operation-id
        Dictionary<string, string> named = new()
        {
            ["/tileMatrixSets"] = "getTileMatrixSetsList",
            ["/tileMatrixSets/{tileMatrixSetId}"] = "getTileMatrixSet",
            ["/collections/{collection}/tiles"] = ".collection.vector.getTileSetsList",
            ["/collections/{collection}/tiles/{tileMatrixSetId}"] = ".collection.vector.getTileSet",
            ["/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"] = ".collection.vector.getTile",
        };
        var paths = (await DocumentAsync()).Paths;
        Assert.All(named, one => Assert.Equal(one.Value, paths[one.Key].Operations![HttpMethod.Get].OperationId));
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_answers_and_refuses()
    {
        var operations = (await DocumentAsync()).Paths.SelectMany(path => path.Value.Operations!.Values).ToArray();
        Assert.Equal(operations.Length, operations.Select(operation => operation.OperationId).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.Summary!);
            Assert.Contains(operation.Responses!, answer => answer.Key[0] == '2' && (answer.Key == "204" || answer.Value.Content!.Values.All(body => body.Schema is not null)));
            Assert.Equal("ProblemDocument", ((OpenApiSchemaReference)operation.Responses!["4XX"].Content!["application/problem+json"].Schema!).Reference.Id);
        });
    }

    [Fact]
    public async Task It_speaks_both_languages()
    {
        var (zh, en) = (await DocumentAsync("zh"), await DocumentAsync("en"));
        Assert.Equal(en.Paths.Keys, zh.Paths.Keys);
        Assert.All(zh.Paths.Values.SelectMany(path => path.Operations!.Values), operation => Assert.Matches(Chinese(), operation.Summary!));
        Assert.All(en.Paths.Values.SelectMany(path => path.Operations!.Values), operation => Assert.DoesNotMatch(Chinese(), operation.Summary!));
    }

    [Fact]
    public async Task The_standard_parameters_of_items_are_as_the_standard_has_them()
    {
        var parameters = (await DocumentAsync()).Paths["/collections/{collection}/items"].Operations![HttpMethod.Get].Parameters!.ToDictionary(parameter => parameter.Name!);
        Assert.Equal((JsonSchemaType.Integer, "1", "10000"), (parameters["limit"].Schema!.Type, parameters["limit"].Schema!.Minimum, parameters["limit"].Schema!.Maximum));
        Assert.Equal((JsonSchemaType.Array, 4, 6), (parameters["bbox"].Schema!.Type, parameters["bbox"].Schema!.MinItems, parameters["bbox"].Schema!.MaxItems));
        Assert.Equal((ParameterStyle.Form, false, false), (parameters["bbox"].Style, parameters["bbox"].Explode, parameters["bbox"].Required));
        Assert.Equal(JsonSchemaType.String, parameters["datetime"].Schema!.Type);
    }

    [Theory]
    [InlineData("zh", "接口说明")]
    [InlineData("en", "The API")]
    public async Task The_page_names_every_operation_and_loads_nothing_from_elsewhere(string language, string title)
    {
        var page = await Answer.GetAsync(server.Http, "/api/docs", ("Accept-Language", language), ("Accept", "text/html,*/*;q=0.8"));
        Assert.Equal((200, "text/html"), ((int)page.Status, page.Type));
        Assert.Contains($"<h1>{title}</h1>", page.Text, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\">", page.Text, StringComparison.Ordinal);
        Assert.All((await DocumentAsync(language)).Paths.Values.SelectMany(path => path.Operations!.Values), operation =>
            Assert.Contains($"id=\"{operation.OperationId}\"", page.Text, StringComparison.Ordinal));
        Assert.Contains("<b class=\"method\">GET</b> /api/collections/{collection}/items</code>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href)="(https?:)?//""", page.Text);
        Assert.DoesNotContain("unsafe", page.Message.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
