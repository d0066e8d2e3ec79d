namespace GeoZones.Data;

/// <summary>Chance that depends on names alone: the same on every machine, whatever was drawn before.</summary>
static class Noise
{
    /// <summary>A number for a name (FNV-1a).</summary>
    public static ulong Seed(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    /// <summary>Uniform in [0, 1) (SplitMix64 over the parts).</summary>
    public static double Unit(ulong seed, params ReadOnlySpan<int> parts)
    {
        ulong z = seed;
        foreach (int part in parts)
        {
            z = Mix(z + 0x9E3779B97F4A7C15 + (ulong)(uint)part);
        }

        return (Mix(z) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Uniform in [-1, 1).</summary>
    public static double Signed(ulong seed, params ReadOnlySpan<int> parts) => 2 * Unit(seed, parts) - 1;

    /// <summary>Sine from additions and multiplications only: the C library's differs between systems in the last bit.</summary>
    public static double Sin(double x)
    {
        x -= 2 * Math.PI * Math.Floor(x / (2 * Math.PI) + 0.5);
        double square = x * x, term = x, sum = x;
        for (int k = 1; k < 14; k++)
        {
            term *= -square / (2 * k * (2 * k + 1));
            sum += term;
        }

        return sum;
    }

    public static double Cos(double x) => Sin(x + Math.PI / 2);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
