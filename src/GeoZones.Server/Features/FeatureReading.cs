using Npgsql;

namespace GeoZones.Server.Features;

/// <summary>How single features are read.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Shown">The properties that are shown; <c>null</c> for all.</param>
/// <param name="State">The state of their plan.</param>
/// <param name="WithGeometry">Whether their geometry is read.</param>
/// <param name="Among">The regions that the reader may see; <c>null</c> for all.</param>
internal sealed record FeatureReading(FeatureCollectionInfo Collection, IReadOnlyList<FeatureProperty>? Shown, PlanState State, bool WithGeometry, IReadOnlyList<string>? Among)
{
    /// <summary>The same for all who read in the same way and with the same rights, where that is a usual one; <c>null</c> for a way that hardly anybody else will take at the same time.</summary>
    public string? Shared { get; } = Shown is null && State == default && Collection.Reference is null
        ? $"{Collection.Id} {WithGeometry} {(Among is null ? "all" : $"among {string.Join(',', Among)}")}"
        : null;

    /// <summary>The command that reads these features.</summary>
    public NpgsqlCommand Command(long[] ids) => ItemsSql.Some(Collection, Shown, ids, State, WithGeometry, Among);
}
