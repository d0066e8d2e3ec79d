using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import;

/// <summary>The region that something is imported into.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PlaneSrid">Its Gauss–Krüger plane.</param>
/// <param name="Extent">Longitudes and latitudes that its features keep to.</param>
public sealed record ImportRegion(string Id, int PlaneSrid, Envelope Extent)
{
    internal GaussKrugerPlane Plane => GaussKrugerPlane.ForSrid(PlaneSrid);
}

/// <summary>What a new draft revision is made of. Collections that are not named are carried over from the revision before.</summary>
/// <param name="Plan">The plan as written; <c>null</c> for the survey of facts.</param>
/// <param name="Note">What the revision is.</param>
/// <param name="Files">GeoJSON or GeoPackage file of each collection that is replaced.</param>
/// <param name="Figures">JSON or CSV file of the figures, where they are replaced.</param>
public sealed record RevisionFiles(string? Plan, string? Note, IReadOnlyDictionary<string, string> Files, string? Figures);

/// <summary>A revision that was imported.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number within the plan.</param>
/// <param name="Collections">What became of each collection that was named.</param>
/// <param name="Figures">How many figures it has now, where they were replaced.</param>
public sealed record ImportedRevision(long Id, int Number, IReadOnlyList<ImportedCollection> Collections, int? Figures);

/// <summary>What an import did to one collection.</summary>
/// <param name="Name">Name of the collection.</param>
/// <param name="Added">Features that were not there before.</param>
/// <param name="Changed">Features with a new version.</param>
/// <param name="Unchanged">Features that kept their version.</param>
/// <param name="Removed">Features that ended.</param>
/// <param name="WithoutHeights">Features whose heights were left out.</param>
public sealed record ImportedCollection(string Name, int Added, int Changed, int Unchanged, int Removed, int WithoutHeights);
