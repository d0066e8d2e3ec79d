using System.Runtime.CompilerServices;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// On which side of a directed line a point lies, decided exactly: a floating-point filter answers nearly always
/// (bound after J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997),
/// the rest is an exact sum of exact products.
/// </summary>
internal static class Orientation
{
    private const double FilterBound = 3.3306690738754716e-16;

    /// <summary>Twice the signed area of the triangle p, q, r where that is certain enough for its sign; exactly 0 when the three are collinear. Positive: r is left of p→q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double px, double py, double qx, double qy, double rx, double ry)
    {
        double left = (qx - px) * (ry - py);
        double right = (qy - py) * (rx - px);
        double det = left - right;
        return Math.Abs(det) > FilterBound * (Math.Abs(left) + Math.Abs(right)) ? det : Exact(px, py, qx, qy, rx, ry);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Exact(double px, double py, double qx, double qy, double rx, double ry)
    {
        if ((px == rx && py == ry) || (qx == rx && qy == ry) || (px == qx && py == qy))
        {
            return 0;
        }
        Span<double> sum = stackalloc double[16];
        int length = 0;
        AddProduct(sum, ref length, Difference(qx, px), Difference(ry, py), 1);
        AddProduct(sum, ref length, Difference(qy, py), Difference(rx, px), -1);
        // the components do not overlap: the last one that is not zero holds the sign
        for (int i = length - 1; i >= 0; i--)
        {
            if (sum[i] != 0)
            {
                return sum[i];
            }
        }
        return 0;
    }

    private static (double High, double Low) Difference(double a, double b)
    {
        double high = a - b;
        double virtualB = a - high;
        double virtualA = high + virtualB;
        return (high, (a - virtualA) + (virtualB - b));
    }

    private static void AddProduct(Span<double> sum, ref int length, (double High, double Low) a, (double High, double Low) b, double sign)
    {
        foreach (double x in (ReadOnlySpan<double>)[a.Low, a.High])
        {
            foreach (double y in (ReadOnlySpan<double>)[b.Low, b.High])
            {
                double high = x * y;
                Grow(sum, ref length, sign * Math.FusedMultiplyAdd(x, y, -high));
                Grow(sum, ref length, sign * high);
            }
        }
    }

    /// <summary>Adds one number to an expansion of non-overlapping components, smallest first, without rounding.</summary>
    private static void Grow(Span<double> sum, ref int length, double number)
    {
        for (int i = 0; i < length; i++)
        {
            double high = sum[i] + number;
            double virtualNumber = high - sum[i];
            sum[i] = (sum[i] - (high - virtualNumber)) + (number - virtualNumber);
            number = high;
        }
        sum[length++] = number;
    }
}
