using System.IO.Compression;

using GeoZones.Server.Configuration;
using GeoZones.Server.Tiles;

using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;

namespace GeoZones.Server.Page;

/// <summary>Serves the map: the files below <c>web/</c> that belong to it, compressed and revalidated by ETag.</summary>
public static class WebPage
{
    // What else lies in web/ (manifests, tools, tests, packages) is for building the page, not for its readers.
    private static readonly string[] Served = ["index.html", "css", "img", "js", "lib"];

    /// <summary>The folder <c>web/</c> above the server, or <c>null</c>.</summary>
    internal static string? Folder { get; } = FolderAbove(AppContext.BaseDirectory);

    /// <summary>Compression for the page and the API.</summary>
    public static void AddPage(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/geo+json", "application/problem+json", "image/svg+xml", TileEndpoint.MediaType];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    /// <summary>Guards every answer and serves the page at <c>/</c>; put right below the problems.</summary>
    /// <param name="app">The server.</param>
    /// <param name="baseLayers">Base layers, whose hosts the page may load images from.</param>
    public static void UsePage(this WebApplication app, IReadOnlyList<BaseLayer> baseLayers)
    {
        var folder = Folder;
        var importMap = folder is null ? null : ImportMap.HashSource(File.ReadAllText(Path.Combine(folder, "index.html")));
        app.UseSecurityHeaders(importMap, baseLayers);
        app.UseEncodedETags();
        app.UseResponseCompression();
        if (folder is null)
        {
            app.Logger.LogWarning("There is no folder web/ with the page above {Folder}; only the API is served.", AppContext.BaseDirectory);
            return;
        }
        ServeFiles(app, new PhysicalFileProvider(folder));
    }

    private static string? FolderAbove(string start)
    {
        for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
        {
            var page = Path.Combine(at.FullName, "web");
            if (File.Exists(Path.Combine(page, "index.html")))
            {
                return page;
            }
        }
        return null;
    }

    private static void ServeFiles(WebApplication app, PhysicalFileProvider files) =>
        app.UseWhen(context => IsServed(context.Request.Path), page =>
        {
            page.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            page.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                OnPrepareResponse = answer => answer.Context.Response.Headers.CacheControl = "no-cache",
            });
        });

    private static bool IsServed(PathString path)
    {
        var first = path.Value?.Split('/', 3).ElementAtOrDefault(1);
        return string.IsNullOrEmpty(first) || Served.Contains(first, StringComparer.Ordinal);
    }
}
