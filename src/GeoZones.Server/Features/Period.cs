using System.Globalization;
using System.Text.RegularExpressions;

using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>What <c>datetime</c> asks for: a moment, where both ends are the same, or an interval with its ends; <c>null</c> is an open end.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">Last moment.</param>
public readonly partial record struct Period(DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Whether it is one moment, in which a feature has one version only.</summary>
    public bool IsMoment => From is not null && From == To;

    /// <summary>Reads a date-time of RFC 3339, a date (the whole day, UTC), or an interval of two of them, <c>..</c> or nothing for an open end.</summary>
    /// <exception cref="ProblemException">400: no such time.</exception>
    public static Period Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length == 1)
        {
            return new(First(text), Last(text));
        }
        if (parts.Length > 2)
        {
            throw Wrong("最多由一个“/”分为两端", "has two ends at most, separated by “/”");
        }
        var period = new Period(IsOpen(parts[0]) ? null : First(parts[0]), IsOpen(parts[1]) ? null : Last(parts[1]));
        return period.From > period.To ? throw Wrong("起点晚于终点", "starts after it ends") : period;
    }

    /// <summary>The first moment of a date-time or a date.</summary>
    /// <exception cref="ProblemException">400: neither.</exception>
    private static DateTimeOffset First(string text) => Read(text).ToUniversalTime();

    private static DateTimeOffset Last(string text)
    {
        var first = First(text);
        // PostgreSQL counts microseconds.
        return IsDate(text) ? first.AddDays(1).AddMicroseconds(-1) : first;
    }

    private static bool IsOpen(string end) => end is "" or "..";

    private static bool IsDate(string text) => text.Length == "2026-01-01".Length;

    private static DateTimeOffset Read(string text)
    {
        var known = DateTimePattern().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            // the day after must be one, too
            && time.UtcDateTime.Year is > 1 and < 9999;
        return known ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : throw Wrong("须为 RFC 3339 时间、日期或区间", "is a date-time of RFC 3339, a date, or an interval");
    }

    private static ProblemException Wrong(string zh, string en) => ProblemException.OfParameter("datetime",
        $"datetime {zh}。例：2026-05-01T08:00:00Z、2026-05-01、2026-05-01T00:00:00Z/..",
        $"datetime {en}. Examples: 2026-05-01T08:00:00Z, 2026-05-01, 2026-05-01T00:00:00Z/..");

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2}))?\z")]
    private static partial Regex DateTimePattern();
}
