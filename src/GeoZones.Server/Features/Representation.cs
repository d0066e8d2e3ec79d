using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>The query parameter <c>f</c>, which names the representation before the <c>Accept</c> header does.</summary>
public static class Representation
{
    /// <summary>Name of the parameter.</summary>
    public const string Parameter = "f";

    /// <summary>Reads <c>f</c>.</summary>
    /// <exception cref="ProblemException">400: no such representation.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.Query.ContainsKey(Parameter) && request.Query[Parameter] != "json")
        {
            throw ProblemException.OfParameter(Parameter, "f 须为 json。", "f is json.");
        }
    }
}
