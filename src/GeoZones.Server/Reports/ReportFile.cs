using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Reports;

/// <summary>Where a report is written: standard output, or a file that appears under its name when it is complete.</summary>
internal sealed class ReportFile : IAsyncDisposable
{
    private const string Devices = "/dev/";

    private readonly string? _path;
    private readonly string? _temporary;

    private ReportFile(string? path, string? temporary, Stream stream) => (_path, _temporary, Stream) = (path, temporary, stream);

    /// <summary>Where to write.</summary>
    public Stream Stream { get; }

    /// <summary>Opens the file, so that one that cannot be written is known before the work begins.</summary>
    /// <param name="path">The file; <c>null</c> for standard output.</param>
    /// <exception cref="Refusal">It cannot be written.</exception>
    public static ReportFile Open(string? path)
    {
        if (path is null)
        {
            return new(null, null, new BufferedStream(Console.OpenStandardOutput(), 1 << 16));
        }

        try
        {
            if (path.StartsWith(Devices, StringComparison.Ordinal))
            {
                return new(null, null, File.OpenWrite(path));
            }

            if (Directory.Exists(path))
            {
                throw new Refusal($"{path} 是文件夹；--output 应为文件。", $"{path} is a folder; --output is a file.");
            }

            var full = Path.GetFullPath(path);
            var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Environment.ProcessId}.tmp");
            return new(full, temporary, new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Refusal($"无法写入 {path}：{e.Message}", $"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Ends the writing: the file gets its name.</summary>
    public async Task Complete()
    {
        await Stream.DisposeAsync();
        if (_temporary is not null)
        {
            File.Move(_temporary, _path!, overwrite: true);
        }
    }

    /// <summary>Leaves nothing of a file that is not complete; may be called from another thread, as the last thing.</summary>
    public void Abandon()
    {
        if (_temporary is not null)
        {
            File.Delete(_temporary);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_temporary is not null)
        {
            await Stream.DisposeAsync();
            Abandon();
        }
    }
}
