using System.Security.Cryptography;
using System.Text;

namespace GeoZones.Server.Documents;

/// <summary>A map on a page, drawn by <c>web/js/documents.js</c> from a document with places.</summary>
public static class PlaceMap
{
    // Addresses in an import map of a page count from the page, which lies at any depth here.
    private const string ImportMap = """{"imports":{"leaflet":"/lib/leaflet/dist/leaflet-src.esm.js"}}""";

    /// <summary>The import map as a source of a content security policy.</summary>
    public static string HashSource { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ImportMap)));

    /// <summary>What the head of the page needs.</summary>
    public static Html Head { get; } = new($"""
        <link rel="stylesheet" href="/lib/leaflet/dist/leaflet.css">
          <link rel="stylesheet" href="/css/map.css">
          <script type="importmap">{ImportMap}</script>
          <script type="module" src="/js/documents.js"></script>
        """);

    /// <summary>The place of the map.</summary>
    /// <param name="source">Address of a document with features, with the extents of collections or regions, or of TileJSON.</param>
    /// <param name="label">What it shows.</param>
    public static Html Of(string source, string label) =>
        Html.Of($"<div class=\"places\" id=\"places\" data-source=\"{source}\" role=\"region\" aria-label=\"{label}\"></div>");
}
