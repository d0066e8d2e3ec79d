namespace GeoZones.Server.Checks;

/// <summary>A run that this process has taken to work on.</summary>
/// <param name="Id">Id of the run.</param>
/// <param name="Region">Region to check.</param>
/// <param name="Attempt">How often it has been begun, this time included; whoever holds an older attempt may no longer write.</param>
/// <param name="Revisions">What is checked.</param>
public sealed record CheckJob(long Id, string Region, int Attempt, RevisionIds Revisions);

/// <summary>Ids of the revisions that a run looks at; <c>null</c> where the region has none of that plan.</summary>
public sealed record RevisionIds(long? Zone, long? Urban, long? LandUse, long? Survey)
{
    /// <summary>Those that there are.</summary>
    public long[] Known => [.. new[] { Zone, Urban, LandUse, Survey }.OfType<long>()];
}
