namespace GeoZones.Checks;

/// <summary>One text in the two languages of the product.</summary>
/// <param name="Zh">中文.</param>
/// <param name="En">English.</param>
public sealed record Bilingual(string Zh, string En)
{
    /// <summary>The text in a language: 中文 for <c>zh</c> and its regions, else English.</summary>
    public string In(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;
}
