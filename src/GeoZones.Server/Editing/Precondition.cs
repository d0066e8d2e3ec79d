using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace GeoZones.Server.Editing;

/// <summary>What a writer says of the state that it has seen: <c>If-Match</c> of RFC 9110 with strong tags, or <c>*</c> for any state.</summary>
internal sealed class Precondition
{
    private readonly IReadOnlySet<long>? _versions;

    private Precondition(IReadOnlySet<long>? versions) => _versions = versions;

    /// <summary>Reads the value of the header, or of a member that holds the same.</summary>
    /// <param name="value">The value; empty where it is missing.</param>
    /// <param name="wrong">Makes the problem of a status with a sentence.</param>
    /// <exception cref="ProblemException">428: it is missing; 400: no such value.</exception>
    public static Precondition Read(StringValues value, Func<int, Sentence, ProblemException> wrong)
    {
        if (StringValues.IsNullOrEmpty(value))
        {
            throw wrong(StatusCodes.Status428PreconditionRequired, new(
                "修改须说明所依据的版本：请先读取该要素，再把其 ETag 放在 If-Match 中；“*”表示不论版本。",
                "Say which version you change: read the feature first and send its ETag as If-Match; “*” stands for any version."));
        }

        if (value.ToString().Trim() == "*")
        {
            return new(null);
        }

        if (!EntityTagHeaderValue.TryParseStrictList(value, out var tags) || tags.Count == 0 || tags.Any(tag => tag.Tag == "*"))
        {
            throw wrong(StatusCodes.Status400BadRequest, new("If-Match 须为带引号的 ETag，可有多个，用逗号分隔；或者“*”。", "If-Match holds ETags in quotation marks, separated by commas, or “*”."));
        }

        return new(tags.Select(FeatureTag.VersionOf).OfType<long>().ToHashSet());
    }

    /// <summary>Whether it holds for a feature that has this version now.</summary>
    public bool Holds(long version) => _versions?.Contains(version) ?? true;
}
