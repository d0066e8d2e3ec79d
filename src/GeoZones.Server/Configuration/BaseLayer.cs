namespace GeoZones.Server.Configuration;

/// <summary>A background map that the page can show, from configuration (<c>BaseLayers</c>) or <c>GEOZONES_BASE_LAYERS</c> (the same list as JSON).</summary>
/// <param name="Id">Short name.</param>
/// <param name="NameZh">Its name in 中文.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Type"><c>xyz</c> or <c>wmts</c> (also by template).</param>
/// <param name="Url">Template with <c>{z}</c>, <c>{x}</c>, <c>{y}</c>, and <c>{s}</c> where there are several hosts.</param>
/// <param name="Attribution">Whom to name.</param>
/// <param name="MinZoom">Smallest zoom with tiles.</param>
/// <param name="MaxZoom">Largest zoom with tiles.</param>
/// <param name="Subdomains">What <c>{s}</c> stands for; <c>a</c>, <c>b</c>, <c>c</c> where not stated.</param>
public sealed record BaseLayer(
    string Id, string NameZh, string NameEn, string Type, string Url, string Attribution,
    int MinZoom = 0, int MaxZoom = 18, IReadOnlyList<string>? Subdomains = null)
{
    private static readonly string[] UsualSubdomains = ["a", "b", "c"];

    /// <summary>The origins that its tiles come from, as sources of a content security policy.</summary>
    /// <exception cref="ArgumentException">The layer cannot be shown; the message says why.</exception>
    public IReadOnlyList<string> ImageSources() => [.. Hosts().Select(Origin).OfType<string>().Distinct()];

    private IEnumerable<string> Hosts() => Url.Contains("{s}", StringComparison.Ordinal)
        ? (Subdomains ?? UsualSubdomains).Select(subdomain => Url.Replace("{s}", subdomain, StringComparison.Ordinal))
        : [Url];

    private string? Origin(string template)
    {
        if (template.StartsWith('/') && !template.StartsWith("//", StringComparison.Ordinal))
        {
            return null;
        }
        // A source with a blank or a semicolon would change the policy that it is put into.
        var known = Uri.TryCreate(template, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.Host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']');
        return known
            ? uri!.GetLeftPart(UriPartial.Authority)
            : throw new ArgumentException($"Base layer {Id}: “{template}” is no http or https address.");
    }
}
