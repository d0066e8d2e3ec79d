using System.IO.Pipelines;
using System.Text;

using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>Carries text from a row into the answer as the UTF-8 bytes that PostgreSQL sent.</summary>
public static class FeatureStream
{
    private const int FlushBytes = 64 * 1024;

    /// <summary>Copies a text column; rows must be read with sequential access.</summary>
    public static async ValueTask CopyTextAsync(NpgsqlDataReader row, int column, PipeWriter answer, CancellationToken cancel)
    {
        await using var text = await row.GetStreamAsync(column, cancel);
        while (true)
        {
            var read = await text.ReadAsync(answer.GetMemory(4096), cancel);
            if (read == 0)
            {
                return;
            }
            answer.Advance(read);
            await FlushWhenFullAsync(answer, cancel);
        }
    }

    /// <summary>Writes a text.</summary>
    public static void Write(this PipeWriter answer, string text) => Encoding.UTF8.GetBytes(text, answer);

    /// <summary>Sends what has gathered, when it is much; waits while the caller is slower than the database.</summary>
    public static async ValueTask FlushWhenFullAsync(PipeWriter answer, CancellationToken cancel)
    {
        if (answer.UnflushedBytes >= FlushBytes)
        {
            await answer.FlushAsync(cancel);
        }
    }
}
