using FsCheck.Xunit;

using GeoZones.Server.Cql2;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>Both encodings say the same, and are read as what was written.</summary>
public sealed class RoundTripTests
{
    [Property(MaxTest = 2000)]
    public void Text_is_read_as_it_was_written(int seed)
    {
        var filter = new RandomFilter(seed).Condition(4);
        Assert.Equal(filter, TextParser.Read(CqlText.Of(filter)));
    }

    [Property(MaxTest = 2000)]
    public void Json_is_read_as_it_was_written(int seed)
    {
        var filter = new RandomFilter(seed).Condition(4);
        Assert.Equal(filter, JsonParser.Read(CqlJson.Of(filter).ToJsonString()));
    }

    [Theory]
    [InlineData("a=1 AND b=2 OR c=3", "(a=1 AND b=2) OR c=3")]
    [InlineData("NOT a=1 AND b=2", "(NOT (a=1)) AND b=2")]
    [InlineData("a+b*c^2-d>1", "((a+(b*(c^2)))-d)>1")]
    [InlineData("a NOT LIKE 'x' or b not in (1,2)", "(NOT (a LIKE 'x')) OR (NOT (b IN (1,2)))")]
    [InlineData("a BETWEEN 1 AND 2 AND b=3", "(a BETWEEN 1 AND 2) AND (b=3)")]
    [InlineData("a>-1.5e3", "a > (-1500)")]
    [InlineData("\"名称\"='园'", "名称 = '园'")]
    [InlineData("date='x' AND point=1", "\"date\" = 'x' AND \"point\" = 1")]
    [InlineData("s_Intersects(geometry, point z (1 2 3))", "S_INTERSECTS(geometry, POINT(1 2))")]
    [InlineData("S_INTERSECTS(g,MULTIPOINT(1 2, 3 4))", "S_INTERSECTS(g,MULTIPOINT((1 2),(3 4)))")]
    public void What_binds_tighter_is_read_first(string filter, string same) => Assert.Equal(TextParser.Read(same), TextParser.Read(filter));
}
