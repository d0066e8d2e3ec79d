using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>The features that edits concern, as they were and as they are to be.</summary>
internal sealed class EditedFeatures
{
    /// <summary>Rules look no farther beyond a feature for what touches it, m: the largest tolerance.</summary>
    public const double ReachM = 1;

    private readonly HashSet<(string, long)> _ids = [];
    private readonly HashSet<PlanFeature> _invalid = new(ReferenceEqualityComparer.Instance);

    private EditedFeatures(IReadOnlyList<PlanFeature> before, IReadOnlyList<PlanFeature> after)
    {
        (Before, After) = (before, after);
        Layers = before.Concat(after).Select(LayerName.Of).ToHashSet();
        Boxes = [.. before.Concat(after).Where(feature => !feature.Plane.IsEmpty).Select(feature => Widened(feature.Plane.EnvelopeInternal, ReachM))];
        _ids.UnionWith(before.Concat(after).Select(feature => (feature.Collection, feature.Id)));
        _invalid.UnionWith(after.Where(feature => !UsableFeatures.IsSound(feature.Plane)));
    }

    /// <summary>As they were; new ones were not.</summary>
    public IReadOnlyList<PlanFeature> Before { get; }

    /// <summary>As they are to be; deleted ones are not.</summary>
    public IReadOnlyList<PlanFeature> After { get; }

    /// <summary>Their layers.</summary>
    public IReadOnlySet<LayerName> Layers { get; }

    /// <summary>Where they were and are to be.</summary>
    public IReadOnlyList<Envelope> Boxes { get; }

    /// <summary>All of them, as they were and as they are to be.</summary>
    public IEnumerable<PlanFeature> All => Before.Concat(After);

    /// <summary>The features of edits; of several edits of one feature the last counts.</summary>
    /// <exception cref="ArgumentException">An edit names another feature than the one it brings.</exception>
    public static EditedFeatures Of(IReadOnlyList<FeatureEdit> edits, PlanFeatures features)
    {
        if (edits.FirstOrDefault(edit => edit.After is { } after && (after.Collection, after.Id) != (edit.Collection, edit.Id)) is { } wrong)
        {
            throw new ArgumentException($"The edit of {wrong.Collection} {wrong.Id} brings {wrong.After!.Collection} {wrong.After.Id}.", nameof(edits));
        }

        var last = edits.GroupBy(edit => (edit.Collection, edit.Id)).Select(same => same.Last()).ToList();
        return new(
            [.. last.Select(edit => features.Find(edit.Collection, edit.Id)).OfType<PlanFeature>()],
            [.. last.Select(edit => edit.After).OfType<PlanFeature>().Select(after => after with { Plane = CanonicalForm.Of(after.Plane) })]);
    }

    /// <summary>Whether a feature is one of them.</summary>
    public bool Has(string collection, long id) => _ids.Contains((collection, id));

    /// <summary>Whether one of them, as it is to be, is valid.</summary>
    public bool IsValid(PlanFeature after) => !_invalid.Contains(after);

    /// <summary>A box that reaches farther on all sides.</summary>
    public static Envelope Widened(Envelope box, double byM)
    {
        Envelope widened = new(box);
        widened.ExpandBy(byM);
        return widened;
    }
}
