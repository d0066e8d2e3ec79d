using System.Security.Cryptography;

using GeoZones.Server.Import;

namespace GeoZones.Server.PlanFiles;

/// <summary>
/// The features of one collection of a plan through its revisions, with the ids that they would have after an import into an empty database: what <see cref="FeatureStaging"/>
/// does in SQL. Features are the same where zone and code are (or, without a code, geometry), those of one code in their order.
/// </summary>
internal sealed class NumberedLayer
{
    /// <summary>What the newest revision shows, those that are longest there first, then in the order of their files.</summary>
    public IReadOnlyList<(long Id, IncomingFeature Feature)> Features { get; private set; } = [];

    /// <summary>Replaces the features by those of the next revision.</summary>
    /// <param name="arriving">In the order of their files.</param>
    /// <param name="nextId">Gives the next free number; asked for the new ones in the order of their marks.</param>
    public void Replace(IReadOnlyList<IncomingFeature> arriving, Func<long> nextId)
    {
        Dictionary<(string, string, int), (long Id, IncomingFeature Feature)> standing = Numbered(Features, one => one.Feature).ToDictionary(one => one.Key, one => one.Item);
        HashSet<long> kept = [];
        List<Arrival> changed = [];
        foreach (var (key, feature) in Numbered(arriving, one => one))
        {
            if (!standing.TryGetValue(key, out var before))
            {
                changed.Add(new(feature, null));
            }
            else if (IsSame(before.Feature, feature))
            {
                kept.Add(before.Id);
            }
            else
            {
                changed.Add(new(feature, before.Id));
            }
        }

        var marked = changed.Index().Where(one => one.Item.Id is null).AsParallel().AsOrdered().Select(one => (one.Index, Mark: one.Item.Feature.Mark())).ToList();
        foreach (var (position, _) in marked.OrderBy(one => one.Mark, StringComparer.Ordinal))
        {
            changed[position] = changed[position] with { Id = nextId() };
        }

        Features = [.. Features.Where(one => kept.Contains(one.Id)), .. changed.Select(one => (one.Id!.Value, one.Feature))];
    }

    private static IEnumerable<((string Zone, string Key, int Nth) Key, T Item)> Numbered<T>(IEnumerable<T> items, Func<T, IncomingFeature> feature)
    {
        Dictionary<(string, string), int> seen = [];
        foreach (var item in items)
        {
            var one = feature(item);
            var key = (one.Zone ?? "", one.Code ?? "#" + Convert.ToHexString(SHA256.HashData(one.Geometry.AsBinary())));
            seen[key] = seen.GetValueOrDefault(key) + 1;
            yield return ((key.Item1, key.Item2, seen[key]), item);
        }
    }

    private static bool IsSame(IncomingFeature a, IncomingFeature b) =>
        (a.Name, a.Synthetic, a.DeclaredAreaM2) == (b.Name, b.Synthetic, b.DeclaredAreaM2) && a.Geometry.EqualsExact(b.Geometry) && AttributeTexts.AreSame(a.Attributes, b.Attributes);

    /// <summary>A feature that is new or differs, with its id once it has one.</summary>
    private sealed record Arrival(IncomingFeature Feature, long? Id);
}
