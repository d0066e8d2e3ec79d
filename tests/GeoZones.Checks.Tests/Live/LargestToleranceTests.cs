using System.Text;

using GeoZones.Checks.Live;
using GeoZones.Checks.Rules;
using GeoZones.Checks.Settings;

using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Tests.Live;

/// <summary>With the largest tolerance that a region may set, an edit still changes what a full check says it changes.</summary>
public class LargestToleranceTests
{
    private const int Links = 12;
    private static readonly CheckSettings s_metre = SettingsReader.Read(Encoding.UTF8.GetBytes("""{"GZ102": {"toleranceM": 1}}"""));

    private static readonly IRule[] s_duplicates = [RuleSet.All.Single(rule => rule.Info.Code == "GZ102")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, double> Chains => new()
    {
        { "points", 0.9 }, { "points", 1 }, { "points", 0.5 }, { "points", 0.3 }, { "patches", 0.9 }, { "patches", 1 }, { "patches", 0.4 },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void In_a_chain_of_features_each_as_far_from_the_next_as_the_tolerance_lets_an_edit_tells_all_that_it_changes(string kind, double stepM)
    {
        var snapshot = Chain(kind, stepM);
        var asDrawn = Duplicates(snapshot);
        Assert.NotEmpty(asDrawn);
        var live = LiveCheck.Of(snapshot, Cancel);
        foreach (var feature in snapshot.Features.Where(feature => feature.Code![0] == 'c'))
        {
            var moved = feature with { Plane = new AffineTransformation(1, 0, 0.75, 0, 1, 0.2).Transform(feature.Plane) };
            foreach (var edit in (FeatureEdit[])[new(feature.Collection, feature.Id, null), new(feature.Collection, feature.Id, moved)])
            {
                var change = live.Apply([edit], Cancel);
                Assert.False(change.IsWhole);
                Assert.Equal(Duplicates(snapshot with { Features = [.. live.Features] }), Told(live.Findings));
                live.Apply([new(feature.Collection, feature.Id, feature)], Cancel);
                Assert.Equal(asDrawn, Told(live.Findings));
            }
        }
    }

    // Their codes, and so their order, run to and fro along the chain. Far off there is more, so that an edit is looked at through a window.
    private static PlanSnapshot Chain(string kind, double stepM)
    {
        Sketch sketch = new();
        for (var link = 0; link < Links; link++)
        {
            double x = link * stepM;
            var code = $"c{(link * 5) % Links:00}";
            sketch.Add(Collections.Projects, PlanKind.Zone, code, Sketch.At(kind == "points" ? FormattableString.Invariant($"POINT ({x} 0)") : Sketch.Box(x, 0, x + 20, 20)));
        }

        for (var other = 0; other < 40; other++)
        {
            sketch.Add(Collections.Projects, PlanKind.Zone, $"far{other}", Sketch.At(Sketch.Box(1000 + 50 * other, 0, 1020 + 50 * other, 20)));
        }

        return sketch.Snapshot with { Settings = s_metre };
    }

    private static List<string> Duplicates(PlanSnapshot snapshot) => Told(CheckEngine.Run(snapshot, s_duplicates, null, Cancel).Findings);

    private static List<string> Told(IEnumerable<Finding> findings) =>
        [.. findings.Where(finding => finding.Rule == "GZ102").Select(finding => $"{finding.Id} {string.Join(" = ", finding.Features.Select(feature => feature.Code))} {finding.GroundAreaM2:F3}").Order(StringComparer.Ordinal)];
}
