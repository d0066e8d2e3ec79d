using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Problems;

/// <summary>What is wrong with a request; becomes an RFC 9457 problem document. Never thrown for a failure of ours.</summary>
/// <param name="status">HTTP status, 4xx or 503.</param>
/// <param name="detail">What is wrong and how to mend it.</param>
public sealed class ProblemException(int status, Sentence detail) : Exception(detail.En)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>What is wrong and how to mend it.</summary>
    public Sentence Detail { get; } = detail;

    /// <summary>JSON pointer (RFC 6901) into the request body, or <c>null</c>.</summary>
    public string? Pointer { get; init; }

    /// <summary>Name of the query parameter, or <c>null</c>.</summary>
    public string? Parameter { get; init; }

    /// <summary>Every place of the body that is wrong, where there may be several; else <c>null</c>.</summary>
    public IReadOnlyList<ProblemPlace>? Places { get; init; }

    /// <summary>Longitude and latitude of the place, degrees, or <c>null</c>.</summary>
    public double[]? Coordinate { get; init; }

    /// <summary>A header that goes with the answer, such as <c>Allow</c> or <c>Retry-After</c>; <c>null</c> where there is none.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>400: a query parameter cannot be used.</summary>
    public static ProblemException OfParameter(string parameter, string zh, string en) =>
        new(StatusCodes.Status400BadRequest, new(zh, en)) { Parameter = parameter };

    /// <summary>400: an address takes no query parameter of that name.</summary>
    /// <param name="parameter">The name.</param>
    /// <param name="known">Those that it takes.</param>
    public static ProblemException UnknownParameter(string parameter, IReadOnlyList<string> known)
    {
        var names = known.Count == 0 ? "–" : string.Join(", ", known);
        return OfParameter(parameter, $"不认识查询参数“{parameter}”。可用参数：{names}。", $"There is no query parameter “{parameter}” here. Known parameters: {names}.");
    }

    /// <summary>400: the body cannot be read at <paramref name="pointer"/>.</summary>
    public static ProblemException OfBody(string pointer, string zh, string en) =>
        new(StatusCodes.Status400BadRequest, new(zh, en)) { Pointer = pointer };

    /// <summary>404: the resource does not exist.</summary>
    public static ProblemException NotFound(string zh, string en) => new(StatusCodes.Status404NotFound, new(zh, en));
}

/// <summary>One thing that is wrong in a body of several lines.</summary>
/// <param name="Line">Line of the body, from 1; <c>null</c> where lines do not matter.</param>
/// <param name="Pointer">JSON pointer of the member.</param>
/// <param name="Detail">What is wrong and what is allowed.</param>
public sealed record ProblemPlace(int? Line, string Pointer, Sentence Detail);
