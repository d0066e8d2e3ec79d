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

        CheckRun run = await CheckRegion.RunAsync(desk.Source, region, "test", NullLogger.Instance, cancel: TestContext.Current.CancellationToken);

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
