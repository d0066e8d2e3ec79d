using System.Globalization;

using GeoZones.Checks;

namespace GeoZones.Server.CommandLine;

/// <summary>Shows on standard error how far a check is, in one line that goes away; nothing where standard error is no terminal.</summary>
internal sealed class ProgressBar : IProgress<CheckProgress>, IProgress<Sentence>, IDisposable
{
    private const int Width = 24;
    private readonly bool _isShown = !Console.IsErrorRedirected;
    private readonly Lock _turn = new();

    /// <inheritdoc/>
    public void Report(CheckProgress value)
    {
        var full = value.Of == 0 ? 0 : Width * value.Done / value.Of;
        Show(string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', Width - full)}] {value.Done}/{value.Of} {value.Step}"));
    }

    /// <inheritdoc/>
    public void Report(Sentence value) => Show(value.In(Terminal.Language));

    /// <inheritdoc/>
    public void Dispose() => Show("");

    private void Show(string line)
    {
        if (_isShown)
        {
            lock (_turn)
            {
                Console.Error.Write($"\r\e[2K{line}");
            }
        }
    }
}
