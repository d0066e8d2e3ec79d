using GeoZones.Server.CommandLine;
using GeoZones.Server.Documents;

using Microsoft.OpenApi;

namespace GeoZones.Server.OpenApi;

/// <summary>The description of the API as a page to read: nothing but HTML.</summary>
internal static class DocumentationPage
{
    /// <summary>The page.</summary>
    public static HtmlPage Of(OpenApiDocument document, string language)
    {
        string Say(string zh, string en) => new Sentence(zh, en).In(language);
        var server = document.Servers![0].Url!;
        var operations = document.Paths.SelectMany(path => path.Value.Operations!.Select(operation => (Path: server + (path.Key == "/" ? "" : path.Key), Method: operation.Key.Method, Operation: operation.Value))).ToArray();
        Html Topic(OpenApiTag tag) => Html.Of($"""
            <section aria-labelledby="{tag.Name}"><h2 id="{tag.Name}">{tag.Description}</h2>
            {operations.Where(one => one.Operation.Tags!.Any(own => own.Name == tag.Name)).Select(Operation)}</section>
            """);
        Html Operation((string Path, string Method, OpenApiOperation Operation) one) => Html.Of($"""
            <article class="operation" id="{one.Operation.OperationId}"><h3><code><b class="method">{one.Method}</b> {one.Path}</code></h3>
            <p>{one.Operation.Summary}</p>
            {Parameters(one.Operation)}
            {Body(Say("请求内容", "Body"), one.Operation.RequestBody?.Content)}
            {one.Operation.Responses!.Where(answer => answer.Key is not ("4XX" or "5XX")).Select(answer => Body($"{Say("答复", "Answer")} {answer.Key}", answer.Value.Content))}
            </article>
            """);
        Html Parameters(OpenApiOperation operation) => operation.Parameters is not { Count: > 0 } parameters ? Html.None : Html.Of($"""
            <table class="members"><caption>{Say("参数", "Parameters")}</caption>
            <thead><tr><th scope="col">{Say("名称", "Name")}</th><th scope="col">{Say("位置", "In")}</th><th scope="col">{Say("类型", "Type")}</th><th scope="col">{Say("含义", "Meaning")}</th></tr></thead>
            <tbody>{parameters.Select(parameter => Html.Of($"<tr><th scope=\"row\"><code>{parameter.Name}</code></th><td>{(parameter.In == ParameterLocation.Path ? Say("路径", "path") : Say("查询", "query"))}</td><td>{TypeOf(parameter.Schema)}</td><td>{parameter.Description}</td></tr>"))}</tbody></table>
            """);
        Html Body(string name, IDictionary<string, OpenApiMediaType>? content) => content is not { Count: > 0 } ? Html.None : Html.Of($"""
            <p class="body">{name}: {content.Select(type => Html.Of($"<code>{type.Key}</code> {SchemaLink(type.Value.Schema)} "))}</p>
            """);
        Html Schema(KeyValuePair<string, IOpenApiSchema> schema) => Html.Of($"""
            <article class="schema" id="schema-{schema.Key}"><h3>{schema.Key}</h3><p>{schema.Value.Description}</p>
            {Members(schema.Value)}</article>
            """);
        Html Members(IOpenApiSchema schema) => schema.Properties is not { Count: > 0 } members ? Html.None : Html.Of($"""
            <table class="members"><thead><tr><th scope="col">{Say("成员", "Member")}</th><th scope="col">{Say("类型", "Type")}</th></tr></thead>
            <tbody>{members.Select(member => Html.Of($"<tr><th scope=\"row\"><code>{member.Key}</code></th><td>{TypeOf(member.Value)}</td></tr>"))}</tbody></table>
            """);
        return new(Say("接口说明", "The API"), language, [("/api", Say("数据服务", "Data service"))], Html.Of($"""
            <p>{document.Info.Description}</p>
            {document.Tags!.Select(Topic)}
            <section aria-labelledby="schemas"><h2 id="schemas">{Say("数据结构", "Schemas")}</h2>{document.Components!.Schemas!.Select(Schema)}</section>
            """))
        {
            Others = [("/api/openapi.json", "OpenAPI 3.0")],
        };
    }

    private static Html SchemaLink(IOpenApiSchema? schema) =>
        schema is OpenApiSchemaReference { Reference.Id: { } id } ? Html.Of($"<a href=\"#schema-{id}\">{id}</a>") : Html.None;

    private static Html TypeOf(IOpenApiSchema? schema) => schema switch
    {
        OpenApiSchemaReference => SchemaLink(schema),
        { Items: { } items } => Html.Of($"[{TypeOf(items)}]"),
        { Enum: { Count: > 0 } values } => Html.Of($"{string.Join(" | ", values)}"),
        { Type: { } type } => Html.Of($"{(type & ~JsonSchemaType.Null).ToString().ToLowerInvariant()}{(schema.Format is null ? "" : $" ({schema.Format})")}"),
        _ => Html.Of($"–"),
    };
}
