namespace GeoZones.Server.CommandLine;

/// <summary>One thing said to a person, in both languages of the product.</summary>
/// <param name="Zh">中文.</param>
/// <param name="En">English.</param>
public readonly record struct Sentence(string Zh, string En)
{
    /// <summary>The words in <paramref name="language"/>: Chinese where it starts with <c>zh</c>, else English.</summary>
    public string In(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;
}
