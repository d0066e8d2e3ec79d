using GeoZones.Server.Problems;

namespace GeoZones.Server.Cql2;

/// <summary>What is wrong with a filter, and where.</summary>
internal static class FilterProblem
{
    /// <summary>400: the filter cannot be used at a place.</summary>
    public static ProblemException At(Place place, string zh, string en)
    {
        var (whereZh, whereEn) = place.Pointer is { } pointer
            ? ($"filter 在“{pointer}”处：", $"filter at “{pointer}”: ")
            : ($"filter 第 {place.Character} 个字符处：", $"filter, character {place.Character}: ");
        return new(StatusCodes.Status400BadRequest, new(whereZh + zh, whereEn + en)) { Parameter = "filter", Pointer = place.Pointer };
    }

    /// <summary>A few characters of what was given.</summary>
    public static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
