using FsCheck.Xunit;

using GeoZones.Checks.Rules;

using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Rules;

public class SpikedRingTests
{
    // On a few points of a grid nearly every ring turns back on itself, often several times and where it begins.
    [Property(MaxTest = 1000)]
    public void A_ring_is_cleaned_as_by_going_round_it_again_from_its_beginning_after_each_spike(int seed)
    {
        Random random = new(seed);
        Coordinate[] open = [new(0, 0), new(1, 0), new(0, 1), .. Enumerable.Range(0, random.Next(12)).Select(_ => new Coordinate(random.Next(4), random.Next(3)))];
        random.Shuffle(open);

        Assert.Equal(CleanedStepByStep(open), new SpikedRing([.. open, open[0]]).Cleaned);
    }

    [Fact]
    public void Only_the_tips_of_the_ring_as_drawn_are_named()
    {
        SpikedRing ring = new([new(0, 0), new(9, 0), new(9, 9), new(9, 12), new(9, 15), new(9, 12), new(9, 9), new(0, 9), new(0, 0)]);

        Assert.Equal([new(9, 15)], ring.Tips);
        Assert.Equal([new(0, 0), new(9, 0), new(9, 9), new(0, 9), new(0, 0)], ring.Cleaned);
    }

    private static Coordinate[] CleanedStepByStep(Coordinate[] open)
    {
        List<Coordinate> ring = [.. open];
        var next = 0;
        while (next >= 0 && ring.Count > 2)
        {
            for (var i = ring.Count - 1; i >= 0 && ring.Count > 1; i--)
            {
                if (ring[i].Equals2D(ring[(i + 1) % ring.Count]))
                {
                    ring.RemoveAt(i);
                }
            }

            next = ring.Count > 2 ? Enumerable.Range(0, ring.Count).FirstOrDefault(i => IsTip(ring, i), -1) : -1;
            if (next >= 0)
            {
                ring.RemoveAt(next);
            }
        }

        return ring.Count < 3 ? [] : [.. ring, ring[0]];
    }

    private static bool IsTip(List<Coordinate> ring, int i)
    {
        Coordinate before = ring[(i + ring.Count - 1) % ring.Count], tip = ring[i], after = ring[(i + 1) % ring.Count];
        return Orientation.Index(before, tip, after) == OrientationIndex.Collinear && (before.X - tip.X) * (after.X - tip.X) + (before.Y - tip.Y) * (after.Y - tip.Y) > 0;
    }
}
