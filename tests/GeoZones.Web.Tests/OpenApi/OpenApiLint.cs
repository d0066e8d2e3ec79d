using System.Diagnostics;

using GeoZones.Server.Tests;

namespace GeoZones.Web.Tests.OpenApi;

/// <summary>A linter that others wrote finds nothing wrong with the description of the API.</summary>
[Collection<Readers>]
public sealed class OpenApiLint(GeoZonesServer server)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task The_description_of_the_api_is_clean(string language)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/openapi.json");
        request.Headers.Add("Accept-Language", language);
        using var answer = await server.Http.SendAsync(request, cancel);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, await answer.Content.ReadAsStringAsync(cancel), cancel);
            var start = new ProcessStartInfo("node", [Path.Combine(PostGis.DataFolder, "..", "tests", "GeoZones.Web.Tests", "openapi-lint.mjs"), file]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var lint = Process.Start(start)!;
            var (output, errors) = (await lint.StandardOutput.ReadToEndAsync(cancel), await lint.StandardError.ReadToEndAsync(cancel));
            await lint.WaitForExitAsync(cancel);
            Assert.True(lint.ExitCode == 0, output + errors);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
