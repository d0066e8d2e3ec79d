using System.Text;
using System.Text.Json;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Features;

/// <summary>Types of properties.</summary>
public enum PropertyType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A moment.</summary>
    Instant,

    /// <summary>A day.</summary>
    Date,
}

/// <summary>A property that the features of a collection have.</summary>
/// <param name="Name">Its name in GeoJSON.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Title">Its name for readers.</param>
/// <param name="Sql">What it is of a feature <c>f</c>; <c>null</c> for the revision, which depends on the state that is shown.</param>
public sealed record FeatureProperty(string Name, PropertyType Type, Sentence Title, string? Sql)
{
    /// <summary>The only values that it can have, or <c>null</c>.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Its unit, or <c>null</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether the server works it out: it is read, and never written.</summary>
    public bool IsComputed { get; init; }

    /// <summary>Whether it is one of the collection's own attributes, which are served together.</summary>
    public bool IsAttribute { get; init; }

    /// <summary>UTF-8 of the name and the colon after it, as an object in JSON has them.</summary>
    internal byte[] NameInJson { get; } = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Name) + ":");
}
