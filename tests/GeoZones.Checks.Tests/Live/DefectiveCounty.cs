namespace GeoZones.Checks.Tests.Live;

/// <summary>A <see cref="SmallCounty"/> after edits drawn at random (<see cref="RandomEdits"/>): overlaps, gaps, twins, bow-ties, holes, emptied and deleted features.</summary>
internal static class DefectiveCounty
{
    /// <summary>The county of a seed.</summary>
    /// <param name="seed">Decides all.</param>
    /// <param name="edits">How many edits.</param>
    /// <param name="sharesEdges">Whether plans share edges before the edits.</param>
    public static PlanSnapshot Drawn(int seed, int edits = 60, bool sharesEdges = true)
    {
        var snapshot = SmallCounty.Drawn(seed, sharesEdges);
        RandomEdits random = new(new Random(seed), snapshot.Features);
        Dictionary<(string, long), PlanFeature> features = snapshot.Features.ToDictionary(feature => (feature.Collection, feature.Id));
        for (var number = 0; number < edits; number++)
        {
            foreach (var edit in random.Next([.. features.Values.OrderBy(feature => feature.Collection, StringComparer.Ordinal).ThenBy(feature => feature.Id)]))
            {
                if (edit.After is { } after)
                {
                    features[(edit.Collection, edit.Id)] = after;
                }
                else
                {
                    features.Remove((edit.Collection, edit.Id));
                }
            }
        }

        return snapshot with { Features = [.. features.Values.OrderBy(feature => feature.Collection, StringComparer.Ordinal).ThenBy(feature => feature.Id)] };
    }
}
