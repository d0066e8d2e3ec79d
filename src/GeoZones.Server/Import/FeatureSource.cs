using System.Text.Json;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Import.GeoPackages;

namespace GeoZones.Server.Import;

/// <summary>Where features are read from: a GeoJSON file, or a table of a GeoPackage.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">What it is called in problems.</param>
/// <param name="Table">The table; <c>null</c> for GeoJSON.</param>
internal sealed record FeatureSource(string Path, string Name, string? Table = null)
{
    /// <summary>A file that holds one collection: GeoJSON, or a GeoPackage with a table of the collection's name.</summary>
    public static FeatureSource Of(string path, string collection) =>
        new(path, System.IO.Path.GetFileName(path), path.EndsWith(GeoPackage.Extension, StringComparison.OrdinalIgnoreCase) ? collection : null);

    /// <summary>
    /// The features as GeoJSON documents, read one by one; the caller disposes each. What ends the reading early is noted; <c>null</c> stands for a feature whose problem is.
    /// </summary>
    /// <exception cref="Refusal">The file cannot be opened.</exception>
    public IAsyncEnumerable<JsonDocument?> Documents(ProblemSource problems, CancellationToken cancel)
    {
        FileStream stream = Open(Path);
        if (Table is null)
        {
            return GeoJson(stream, problems, cancel);
        }

        stream.Dispose();
        return GeoPackage.Features(Path, Table, problems, cancel);
    }

    /// <summary>Opens a file for reading from its beginning to its end.</summary>
    /// <exception cref="Refusal">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"无法读取文件 {path}：{e.Message}", $"The file {path} cannot be read: {e.Message}", e);
        }
    }

    private static async IAsyncEnumerable<JsonDocument?> GeoJson(
        FileStream stream, ProblemSource problems, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using (stream)
        {
            await foreach (JsonDocument document in new GeoJsonStream(stream, problems).Features(cancel))
            {
                yield return document;
            }
        }
    }
}
