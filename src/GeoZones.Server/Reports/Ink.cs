using GeoZones.Checks;

namespace GeoZones.Server.Reports;

/// <summary>Colours of a terminal, or none.</summary>
/// <param name="isColoured">Whether there are colours.</param>
internal sealed class Ink(bool isColoured)
{
    /// <summary>Whether standard output is a terminal that may be coloured (<see href="https://no-color.org">NO_COLOR</see>).</summary>
    public static bool IsForTerminal =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Words in the colour of a severity.</summary>
    public string Of(Severity severity, string text) => Painted(severity switch { Severity.Error => "31", Severity.Warning => "33", _ => "34" }, text);

    /// <summary>What all is well with.</summary>
    public string Good(string text) => Painted("32", text);

    /// <summary>Words that stand out.</summary>
    public string Bold(string text) => Painted("1", text);

    /// <summary>Words in the background.</summary>
    public string Dim(string text) => Painted("2", text);

    private string Painted(string code, string text) => isColoured ? $"\e[{code}m{text}\e[0m" : text;
}
