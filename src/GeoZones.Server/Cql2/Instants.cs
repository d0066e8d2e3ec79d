using System.Globalization;
using System.Text.RegularExpressions;

namespace GeoZones.Server.Cql2;

/// <summary>Reads days and moments.</summary>
internal static partial class Instants
{
    /// <summary>Reads a date, or a date-time in UTC or with an offset.</summary>
    /// <param name="text">As in RFC 3339.</param>
    /// <param name="mustBeDate">Whether it must be one or the other; <c>null</c> where it may be either.</param>
    /// <param name="place">Where it is said.</param>
    /// <exception cref="Problems.ProblemException">400: neither.</exception>
    public static InstantLiteral Read(string text, bool? mustBeDate, Place place) => Parse(text) is { } instant && (mustBeDate ?? instant.IsDate) == instant.IsDate ? instant with { Place = place }
        : throw FilterProblem.At(place, $"“{FilterProblem.Shown(text)}”不是日期或时间，例如 DATE('2026-05-01')、TIMESTAMP('2026-05-01T08:00:00Z')。",
            $"“{FilterProblem.Shown(text)}” is no such date or time; for example DATE('2026-05-01'), TIMESTAMP('2026-05-01T08:00:00Z').");

    /// <summary>Reads a date, or a date-time in UTC or with an offset; <c>null</c> where it is neither.</summary>
    public static InstantLiteral? Parse(string text) =>
        Pattern().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.UtcDateTime.Year is > 1 and < 9999
            // .NET counts tenths of microseconds
            ? new InstantLiteral(time.UtcDateTime.AddTicks(-(time.UtcDateTime.Ticks % TimeSpan.TicksPerMicrosecond)), IsDate: text.Length == "2026-01-01".Length)
            : null;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
