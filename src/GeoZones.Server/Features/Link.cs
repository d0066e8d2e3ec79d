using System.Text.Json.Serialization;

namespace GeoZones.Server.Features;

/// <summary>A link as OGC API documents carry it.</summary>
/// <param name="Href">Absolute address.</param>
/// <param name="Rel">What it is to the document.</param>
/// <param name="Type">Media type behind it.</param>
/// <param name="Title">For readers.</param>
public sealed record Link(
    string Href, string Rel, string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title = null)
{
    /// <summary><c>true</c> where the address has variables in braces, else <c>null</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Templated { get; init; }

    /// <summary>Media type of plain documents.</summary>
    public const string Json = "application/json";

    /// <summary>Media type of features.</summary>
    public const string GeoJson = "application/geo+json";

    /// <summary>The address of <paramref name="path"/> as this caller reaches the server.</summary>
    public static string Address(HttpRequest request, string path) => $"{request.Scheme}://{request.Host}{request.PathBase}{path}";

    /// <summary>The address that was asked for, with some query parameters set anew, or taken away where the value is <c>null</c>.</summary>
    public static string Here(HttpRequest request, params IReadOnlyCollection<(string Name, string? Value)> changed)
    {
        if (changed.Count == 0)
        {
            return Address(request, request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
        }
        var kept = request.Query.Where(parameter => changed.All(change => change.Name != parameter.Key)).Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value));
        var set = changed.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value));
        return Address(request, request.Path.ToUriComponent() + QueryString.Create(kept.Concat(set)).ToUriComponent());
    }
}
