using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Rules;

public class Gz304MissingFigureTests
{
    [Fact]
    public void Every_blank_is_a_warning_that_names_the_sub_park_when_it_is_drawn()
    {
        var findings = new Sketch().SubPark("m", Box(0, 0, 10, 10), "木岗").Figure("sub-park/木岗", "new-enterprises", null, "count").Figure("zone", "investment", null, null)
            .Figure("sub-park/蒲东", "new-enterprises", 4m, "count").Findings("GZ304");
        Assert.Equal(["sub-park/木岗#new-enterprises", "zone#investment"], findings.Select(finding => finding.Figure!).Order());
        Assert.All(findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
        Assert.Equal(["m"], findings.Single(finding => finding.Features.Count > 0).Features.Select(feature => feature.Code));
    }

    [Fact]
    public void Zero_is_a_value() => Assert.Empty(new Sketch().Figure("zone", "area", 0m).Findings("GZ304"));
}
