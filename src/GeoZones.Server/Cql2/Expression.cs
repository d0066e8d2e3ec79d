using NetTopologySuite.Geometries;

namespace GeoZones.Server.Cql2;

/// <summary>Where in a filter something is said: the number of the character in text, a JSON pointer in JSON. Two expressions are the same wherever they are said.</summary>
/// <param name="Character">From 1; 0 in JSON.</param>
/// <param name="Pointer">JSON pointer; <c>null</c> in text.</param>
public readonly record struct Place(int Character, string? Pointer = null)
{
    /// <inheritdoc/>
    public bool Equals(Place other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}

/// <summary>A part of a CQL2 filter (OGC 21-065r2), whichever of its two encodings it was read from.</summary>
public abstract record Expression
{
    /// <summary>Where it is said.</summary>
    public Place Place { get; init; }
}

/// <summary>A property of the features.</summary>
public sealed record PropertyName(string Name) : Expression;

/// <summary>A text.</summary>
public sealed record TextLiteral(string Value) : Expression;

/// <summary>A finite number.</summary>
public sealed record NumberLiteral(double Value) : Expression
{
    // A double holds every whole number up to here.
    private const double LargestWhole = 1L << 53;

    /// <summary>All its digits, where it is whole: a number that is written out may have more of them than a double holds.</summary>
    public long? Whole { get; init; } = Value == Math.Truncate(Value) && Math.Abs(Value) <= LargestWhole ? (long)Value : null;
}

/// <summary>True or false.</summary>
public sealed record TruthLiteral(bool Value) : Expression;

/// <summary>A day or a moment.</summary>
/// <param name="Start">Its first moment, UTC.</param>
/// <param name="IsDate">Whether it is a whole day.</param>
public sealed record InstantLiteral(DateTime Start, bool IsDate) : Expression
{
    /// <summary>Its last moment; PostgreSQL counts microseconds.</summary>
    public DateTime End => IsDate ? Start.AddDays(1).AddMicroseconds(-1) : Start;
}

/// <summary>A time from one moment to another: literals or properties, <c>null</c> for an open end.</summary>
public sealed record Interval(Expression? Start, Expression? End) : Expression;

/// <summary>A geometry in the coordinates that were given.</summary>
public sealed record GeometryLiteral(Geometry Value) : Expression
{
    /// <inheritdoc/>
    public bool Equals(GeometryLiteral? other) => other is not null && Value.EqualsExact(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.NumPoints;
}

/// <summary>A box in the coordinates that were given: two corners of two or three numbers.</summary>
public sealed record BoxLiteral(params double[] Numbers) : Expression
{
    /// <inheritdoc/>
    public bool Equals(BoxLiteral? other) => other is not null && Numbers.AsSpan().SequenceEqual(other.Numbers);

    /// <inheritdoc/>
    public override int GetHashCode() => Numbers.Length;
}

/// <summary>An operator with its arguments, named as in CQL2 JSON; the values of <c>in</c> follow its first argument.</summary>
public sealed record Operation(string Operator, params Expression[] Arguments) : Expression
{
    /// <inheritdoc/>
    public bool Equals(Operation? other) => other is not null && Operator == other.Operator && Arguments.AsSpan().SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operator, Arguments.Length);
}
