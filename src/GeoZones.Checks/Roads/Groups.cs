namespace GeoZones.Checks.Roads;

/// <summary>Things that belong together, joined two by two; a group is named by its first member.</summary>
/// <param name="count">How many things there are.</param>
internal sealed class Groups(int count)
{
    private readonly int[] _leader = [.. Enumerable.Range(0, count)];

    /// <summary>First member of the group of a thing.</summary>
    public int Of(int thing)
    {
        while (_leader[thing] != thing)
        {
            thing = _leader[thing] = _leader[_leader[thing]];
        }

        return thing;
    }

    /// <summary>Joins the groups of two things.</summary>
    public void Join(int a, int b)
    {
        (a, b) = (Of(a), Of(b));
        if (a != b)
        {
            _leader[Math.Max(a, b)] = Math.Min(a, b);
        }
    }
}
