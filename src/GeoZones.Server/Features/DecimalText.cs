namespace GeoZones.Server.Features;

/// <summary>Numbers as the shortest decimal text with a fixed number of places at most.</summary>
public static class DecimalText
{
    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    /// <summary>Most bytes that <see cref="Write"/> needs.</summary>
    public const int Longest = 24;

    /// <summary>Writes a number, rounded to a number of places, as ASCII without needless zeros.</summary>
    /// <param name="value">At most 2^53 units of the last place away from zero.</param>
    /// <param name="places">0 to 9.</param>
    /// <param name="text">At least <see cref="Longest"/> bytes.</param>
    /// <returns>Number of bytes written.</returns>
    public static int Write(double value, int places, Span<byte> text)
    {
        var scaled = (long)Math.Round(value * Powers[places], MidpointRounding.ToEven);
        var at = 0;
        if (scaled < 0)
        {
            text[at++] = (byte)'-';
            scaled = -scaled;
        }
        var (whole, fraction) = ulong.DivRem((ulong)scaled, (ulong)Powers[places]);
        at += WriteWhole(whole, text[at..]);
        if (fraction == 0)
        {
            return at;
        }
        var last = places;
        while (fraction % 10 == 0)
        {
            fraction /= 10;
            last--;
        }
        text[at] = (byte)'.';
        for (var digit = last; digit > 0; digit--)
        {
            text[at + digit] = (byte)('0' + fraction % 10);
            fraction /= 10;
        }
        return at + 1 + last;
    }

    private static int WriteWhole(ulong number, Span<byte> text)
    {
        var digits = 1;
        for (var rest = number / 10; rest > 0; rest /= 10)
        {
            digits++;
        }
        for (var digit = digits - 1; digit >= 0; digit--)
        {
            text[digit] = (byte)('0' + number % 10);
            number /= 10;
        }
        return digits;
    }
}
