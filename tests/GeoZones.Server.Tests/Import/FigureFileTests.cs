using GeoZones.Server.Checks;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Import;

using Microsoft.Extensions.Logging.Abstractions;

namespace GeoZones.Server.Tests.Import;

public class FigureFileTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    private const string Stored = """
        SELECT string_agg(concat_ws('|', subject, quantity, value, unit, decimals, qualifier, account, phrase, part_of, synthetic), E'\n' ORDER BY ordinal)
        FROM figure WHERE region = $1 AND lives_to IS NULL
        """;

    [Fact]
    public async Task JsonAndCsvAreReadAlike()
    {
        string json = await desk.NewRegion(), csv = await desk.NewRegion();

        await desk.ImportFigures(json, "json", """
            {"figures":[{"subject":"zone","quantity":"area","value":40.8,"unit":"km2","decimals":1,"qualifier":"暂定","account":null,"partOf":null,"phrase":"总面积,\"暂定\"","synthetic":false},
                        {"plan":"zone","subject":"sub-park/木岗","quantity":"enterprises","value":null,"unit":"count"}]}
            """);
        await desk.ImportFigures(csv, "csv", "subject,quantity,value,unit,qualifier,phrase\nzone,area,40.8,km2,暂定,\"总面积,\"\"暂定\"\"\"\nsub-park/木岗,enterprises,,count,,\n");

        Assert.Equal("zone|area|40.8|km2|1|暂定|总面积,\"暂定\"|f\nsub-park/木岗|enterprises|count|0|f", await desk.Scalar(Stored, json));
        Assert.Equal(await desk.Scalar(Stored, json), await desk.Scalar(Stored, csv));
    }

    [Fact]
    public async Task AFigureStatedAsBeforeKeepsItsVersion()
    {
        string region = await desk.NewRegion();
        await desk.ImportFigures(region, "csv", "subject,quantity,value,unit\nzone,area,8.6,km2\nregion,area,13.8,km2\n");

        await desk.ImportFigures(region, "csv", "subject,quantity,value,unit\nzone,area,8.6,km2\nregion,area,14,km2\n");

        Assert.Equal("zone:1 region:1 region:2", await desk.Scalar("""
            SELECT string_agg(f.subject || ':' || r.number, ' ' ORDER BY f.version) FROM figure f JOIN revision r ON r.id = f.lives_from WHERE f.region = $1
            """, region));
    }

    [Fact]
    public async Task FiguresOfTwoPlansStayApartInTheChecks()
    {
        string region = await desk.NewRegion();
        foreach (string plan in new[] { "zone", "urban" })
        {
            await desk.ImportFigures(region, "csv", "subject,quantity,value,unit,partOf\nzone,area,10,km2,\na,area,10,km2,zone\nzone,investment,,1e8CNY,\n", plan);
        }

        CheckRun run = (await CheckRegion.RunAsync(desk.Source, region, "test", NullLogger.Instance, cancel: TestContext.Current.CancellationToken)).Run;

        Assert.Equal(("finished", null), (run.State, run.Error));
        Assert.Equal("GZ304 urban/zone#investment, GZ304 zone#investment", await desk.Scalar(
            """SELECT string_agg(rule || ' ' || figure, ', ' ORDER BY figure COLLATE "C") FROM finding WHERE run_id = $1""", run.Id));
    }

    [Theory]
    [InlineData("subject,quantity,value,unit\nzone,area,abc,km2", "the value abc is no number")]
    [InlineData("subject,quantity,value,unit\nzone,area,8.6,", "has a value and no unit")]
    [InlineData("subject,quantity,value,unit,decimals\nzone,area,8.65,km2,1", "more decimals than the 1 stated")]
    [InlineData("subject,quantity\nzone,area\nzone,area", "an earlier row has the same subject")]
    [InlineData("subject,quantity\n,area", "subject is missing")]
    [InlineData("subject,quantity,size\nzone,area,1", "the column size is unknown")]
    [InlineData("subject,quantity\nzone", "row 1 has 1 cells and the header 2")]
    [InlineData("subject,quantity,plan\nzone,area,urban", "belongs to the plan urban")]
    [InlineData("subject,quantity\n\"zone,area", "quotes of line 2")]
    public async Task ABrokenFileIsToldWhatIsWrong(string csv, string expected)
    {
        string region = await desk.NewRegion();

        Refusal refusal = await Assert.ThrowsAsync<ImportRefusal>(() => desk.ImportFigures(region, "csv", csv));

        Assert.Contains(expected, refusal.Sentence.En);
    }

    [Theory]
    [InlineData("subject", 201, "subject is too long (201 characters). Keep 200")]
    [InlineData("quantity", 101, "quantity is too long (101 characters). Keep 100")]
    [InlineData("account", 101, "account is too long (101 characters). Keep 100")]
    [InlineData("phrase", 2001, "phrase is too long (2001 characters). Keep 2000")]
    public async Task ATextThatIsTooLongIsToldOfItsRow(string column, int length, string expected)
    {
        string said = await Refused($$$"""{"figures":[{"subject":"zone","quantity":"a"},{{{Row(column, new string('长', length))}}}]}""");

        Assert.Contains("feature 2 (code ", said);
        Assert.Contains(expected, said);
    }

    [Theory]
    [InlineData("partOf", "\"zone\"", "partOf is its own subject “zone”")]
    [InlineData("value", "1.1234567890123", "1.1234567890123 has too many digits")]
    [InlineData("value", "12345678901234567890.123456789", "has too many digits")]
    [InlineData("subject", "\"\\ud800\"", "subject holds a null character or half a character")]
    [InlineData("phrase", "\"a\\udc00\"", "phrase holds a null character or half a character")]
    [InlineData("phrase", "\"\\u0000\"", "phrase holds a null character")]
    [InlineData("\\ud800", "1", "incomplete Unicode escape")]
    public async Task WhatTheDatabaseWouldRefuseIsToldOfItsRow(string column, string json, string expected)
    {
        string members = string.Join(',', new[] { ("subject", "\"zone\""), ("quantity", "\"area\""), ("unit", "\"km2\"") }
            .Where(member => member.Item1 != column).Append((column, json)).Select(member => $"\"{member.Item1}\":{member.Item2}"));

        Assert.Contains(expected, await Refused("{\"figures\":[{" + members + "}]}"));
    }

    [Fact]
    public async Task ARowIsNamedByItsCodeWhateverIsWrongWithIt() =>
        Assert.Contains("(code zone#area@年度计划)", await Refused("""{"figures":[{"subject":"zone","quantity":"area","account":"年度计划","value":"abc"}]}"""));

    private static string Row(string column, string text) =>
        "{" + string.Join(',', new[] { "subject", "quantity", "account", "phrase" }.Select(name => $"\"{name}\":\"{(name == column ? text : "x")}\"")) + "}";

    private async Task<string> Refused(string json)
    {
        string region = await desk.NewRegion();
        return (await Assert.ThrowsAsync<ImportRefusal>(() => desk.ImportFigures(region, "json", json))).Sentence.En;
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"figures":[1]}""")]
    [InlineData("""{"figures":[{"subject":"a","subject":"b"}]}""")]
    public async Task BrokenJsonIsRefused(string json)
    {
        string region = await desk.NewRegion();

        await Assert.ThrowsAsync<ImportRefusal>(() => desk.ImportFigures(region, "json", json));
    }
}
