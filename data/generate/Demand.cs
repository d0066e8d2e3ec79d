namespace GeoZones.Data;

/// <summary>What a case must fulfil; the generator stops where it does not.</summary>
static class Demand
{
    public static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException("A case is not as promised: " + what);
        }
    }
}
