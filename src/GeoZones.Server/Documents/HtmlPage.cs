using GeoZones.Server.CommandLine;
using GeoZones.Server.Page;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Documents;

/// <summary>A page for people at an address of the API.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
/// <param name="Trail">The pages above it, the topmost first.</param>
/// <param name="Content">What it shows.</param>
public sealed record HtmlPage(string Title, string Language, IReadOnlyList<(string Href, string Title)> Trail, Html Content)
{
    /// <summary>Media type of pages.</summary>
    public const string MediaType = "text/html";

    /// <summary>Further elements of its head.</summary>
    public Html Head { get; init; } = Html.None;

    /// <summary>The same document for programs, as links at its foot.</summary>
    public IReadOnlyList<(string Href, string Title)> Others { get; init; } = [];

    /// <summary>Answers a request with the page.</summary>
    public Task WriteAsync(HttpContext context, CancellationToken cancel)
    {
        context.Response.ContentType = MediaType + "; charset=utf-8";
        return context.Response.WriteAsync(Whole(context.Request.PathBase).Text, cancel);
    }

    private Html Whole(string root) => Html.Of($"""
        <!doctype html>
        <html lang="{Language}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light">
          <title>{Title} · GeoZones</title>
          <link rel="icon" href="{root}/img/icon.svg" type="image/svg+xml">
          <link rel="stylesheet" href="{root}/css/page.css">
          <link rel="stylesheet" href="{root}/css/rules.css">
          <link rel="stylesheet" href="{root}/css/documents.css">
          {Head}
        </head>
        <body class="reading documents">
          <a class="skip" href="#content">{new Sentence("跳到正文", "Skip to the content").In(Language)}</a>
          <header class="bar"><a class="brand" href="{root}/" aria-label="GeoZones"><img src="{root}/img/icon.svg" alt="" width="24" height="24"><span>GeoZones</span></a></header>
          <main id="content" tabindex="-1">
            {Crumbs()}
            <h1>{Title}</h1>
            {Content}
            {Foot()}
          </main>
        </body>
        </html>
        """);

    private Html Crumbs() => Trail.Count == 0 ? Html.None : Html.Of($"""
        <nav class="trail" aria-label="{new Sentence("位置", "Where this is").In(Language)}"><ol>{Trail.Select(above => Html.Of($"<li><a href=\"{above.Href}\">{above.Title}</a></li>"))}<li aria-current="page">{Title}</li></ol></nav>
        """);

    private Html Foot() => Others.Count == 0 ? Html.None : Html.Of($"""
        <footer class="others"><p>{new Sentence("供程序读取：", "For programs: ").In(Language)}{Others.Select(other => Html.Of($"<a href=\"{other.Href}\">{other.Title}</a> "))}</p></footer>
        """);
}
