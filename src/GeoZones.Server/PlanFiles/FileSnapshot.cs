using System.Collections.Concurrent;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Import;
using GeoZones.Server.Plans;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.PlanFiles;

/// <summary>
/// What a check of files looks at: the same, to the last bit, as <see cref="Checks.SnapshotReader"/> reads after the files were imported into an empty database.
/// </summary>
internal static class FileSnapshot
{
    private const double FarthestFromMeridianDeg = 3;

    /// <summary>Reads all revisions.</summary>
    /// <param name="files">The files.</param>
    /// <param name="progress">Told of each layer.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Refusal">Something cannot be read; the sentence tells every problem by file, feature, place and remedy.</exception>
    public static async Task<(PlanSnapshot Snapshot, IReadOnlyDictionary<string, int> Revisions)> Read(PlanFileSet files, IProgress<Sentence>? progress, CancellationToken cancel)
    {
        var problems = new ProblemList(new("无法检查这些文件", "These files cannot be checked"));
        var plans = files.Revisions.Select(revision => revision.Plan).Distinct().ToDictionary(plan => plan ?? "", plan => new PlanState(plan));
        long lastId = 0;
        foreach (var revision in files.Revisions)
        {
            var layers = new Dictionary<string, IReadOnlyList<IncomingFeature>>();
            foreach (var (collection, sources) in revision.Layers)
            {
                progress?.Report(new($"正在读取 {collection}……", $"Reading {collection} …"));
                layers[collection] = await ReadLayer(new FeatureFile(CollectionShape.Of(collection, revision.Plan), files.Extent), sources, problems, cancel);
            }

            if (revision.Figures is not null && revision.Plan is null)
            {
                throw new Refusal("指标属于某个规划，不属于现状调查。", "Figures belong to a plan, not to the survey.");
            }

            var figures = revision.Figures is null ? null : await ReadFigures(revision.Figures, revision.Plan!, problems, cancel);
            if (problems.Count == 0)
            {
                plans[revision.Plan ?? ""].Revise(layers, figures, () => ++lastId);
            }
        }

        problems.Refuse();
        if (plans.Keys.All(plan => plan == ""))
        {
            throw new Refusal("没有任何规划版本可检查。", "There is no revision of any plan to check.");
        }

        var plane = GaussKrugerPlane.ForSrid(files.PlaneSrid ?? PlaneOf(plans.Values));
        // The same few sets of attributes come over and over.
        var attributes = new ConcurrentDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        var features = plans.Values.SelectMany(plan => plan.Shown()).AsParallel().AsOrdered().WithCancellation(cancel).Select(one => Drawn(one, plane, attributes)).ToList();
        var snapshot = new PlanSnapshot(files.Region, plane.Srid, features, [.. plans.Values.SelectMany(plan => plan.Figures)], RegionCodes.Find(files.CodeSet)!)
        {
            Earlier = [.. plans.Values.SelectMany(plan => plan.Earlier)],
            Settings = files.Settings,
        };
        return (snapshot, new[] { "zone", "urban", "land-use", "" }.Where(plans.ContainsKey).ToDictionary(plan => plan == "" ? "survey" : plan, plan => plans[plan].Number));
    }

    private static async Task<IReadOnlyList<IncomingFeature>> ReadLayer(FeatureFile file, IReadOnlyList<FeatureSource> sources, ProblemList problems, CancellationToken cancel)
    {
        List<IncomingFeature> features = [];
        foreach (var source in sources)
        {
            await foreach (var feature in file.Read(source, problems.In(source.Name), cancel))
            {
                cancel.ThrowIfCancellationRequested();
                if (problems.Count == 0)
                {
                    features.Add(feature);
                }
            }
        }

        return features;
    }

    private static async Task<IReadOnlyList<Figure>> ReadFigures(string path, string plan, ProblemList problems, CancellationToken cancel)
    {
        await FeatureSource.Open(path).DisposeAsync();
        return await FigureFile.Read(path, plan, problems.In(Path.GetFileName(path)), cancel);
    }

    private static PlanFeature Drawn((PlanKind? Plan, int Number, string Collection, long Id, IncomingFeature Feature) shown, GaussKrugerPlane plane,
        ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> attributes)
    {
        var measured = shown.Feature.On(plane);
        var feature = measured.Feature;
        return new(
            shown.Id, shown.Collection, shown.Plan, shown.Number, feature.Zone, feature.Code, feature.Name, measured.Plane, measured.Areas, feature.DeclaredAreaM2,
            attributes.GetOrAdd(feature.Attributes, AttributeTexts.Of));
    }

    // Whatever the order of the features: by the middle of all of them.
    private static int PlaneOf(IEnumerable<PlanState> plans)
    {
        var all = new Envelope();
        foreach (var (_, _, _, _, feature) in plans.SelectMany(plan => plan.Shown()))
        {
            all.ExpandToInclude(feature.Geometry.EnvelopeInternal);
        }

        if (all.IsNull)
        {
            return GaussKrugerPlane.SridFor(120);
        }

        var plane = GaussKrugerPlane.ForSrid(GaussKrugerPlane.SridFor(all.Centre.X));
        return Math.Max(all.MaxX - plane.CentralMeridianDeg, plane.CentralMeridianDeg - all.MinX) <= FarthestFromMeridianDeg ? plane.Srid : throw new Refusal(
            FormattableString.Invariant($"图形分布在经度 {all.MinX}° 到 {all.MaxX}° 之间，无法推断 3° 带；请用 --plane 指定（如 --plane {plane.Srid}），并检查是否有图形画错了地方。"),
            FormattableString.Invariant($"The features lie between longitudes {all.MinX}° and {all.MaxX}°, so that no 3° belt can be inferred: name it with --plane (--plane {plane.Srid}), and look for features in the wrong place."));
    }

    /// <summary>A plan through its revisions.</summary>
    private sealed class PlanState(string? plan)
    {
        private readonly SortedDictionary<string, NumberedLayer> _layers = new(StringComparer.Ordinal);
        private readonly PlanKind? _kind = PlanKinds.Parse(plan);

        public int Number { get; private set; }

        public IReadOnlyList<Figure> Figures { get; private set; } = [];

        public List<EarlierArea> Earlier { get; } = [];

        public void Revise(Dictionary<string, IReadOnlyList<IncomingFeature>> layers, IReadOnlyList<Figure>? figures, Func<long> nextId)
        {
            if (_kind is { } kind)
            {
                Earlier.AddRange(Shown().Where(one => one.Collection is Collections.ZoneBoundaries or Collections.SubParks).Select(one => new EarlierArea(
                    one.Collection, kind, Number, one.Feature.Zone, one.Feature.Code, one.Feature.Name, AreaMeasure.EllipsoidalAreaM2(one.Feature.Geometry))));
            }

            Number++;
            Figures = figures ?? Figures;
            foreach (var (collection, features) in layers.OrderBy(layer => layer.Key, StringComparer.Ordinal))
            {
                if (!_layers.TryGetValue(collection, out var layer))
                {
                    _layers[collection] = layer = new NumberedLayer();
                }

                layer.Replace(features, nextId);
            }
        }

        public IEnumerable<(PlanKind? Plan, int Number, string Collection, long Id, IncomingFeature Feature)> Shown() =>
            _layers.SelectMany(layer => layer.Value.Features.Select(one => (_kind, Number, layer.Key, one.Id, one.Feature)));
    }
}
