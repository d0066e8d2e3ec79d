using System.Text.RegularExpressions;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Documents;

/// <summary>A resource that people read as the document that programs get, shown as tables.</summary>
/// <param name="Path">Its address, with the names of its places in braces.</param>
/// <param name="Title">Its heading, with the same names.</param>
/// <param name="Above">The page that leads to it; <c>null</c> for the topmost.</param>
internal sealed partial record ResourcePage(string Path, Sentence Title, ResourcePage? Above = null)
{
    /// <summary>Address of the document that its map draws, as <see cref="Path"/>; <c>null</c> where it lies nowhere.</summary>
    public string? Map { get; init; }

    /// <summary>A list in the document and the address that each of its rows leads to, with members of the row, or of those around it, in braces.</summary>
    public (string List, string Path)? Rows { get; init; }

    /// <summary>The pages that it leads to.</summary>
    public Func<IReadOnlyList<ResourcePage>> Below { get; init; } = () => [];

    /// <summary>The pages above it, the topmost first.</summary>
    public IEnumerable<ResourcePage> Trail => Above is null ? [] : [.. Above.Trail, Above];

    /// <summary>An address or a heading with what stands in its places.</summary>
    /// <param name="text">The address or heading.</param>
    /// <param name="value">What stands in a place of that name.</param>
    public static string Fill(string text, Func<string, string> value) => Place().Replace(text, place => value(place.Groups[1].Value));

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Place();
}
