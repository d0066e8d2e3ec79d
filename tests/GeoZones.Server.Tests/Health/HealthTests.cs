namespace GeoZones.Server.Tests.Health;

/// <summary>GET /health.</summary>
[Collection<Readers>]
public sealed class HealthTests(GeoZonesServer server)
{
    [Fact]
    public async Task A_server_with_its_database_is_well()
    {
        var answer = await Answer.GetAsync(server.Http, "/health");
        var health = answer.Is(200);
        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Matches("^PostgreSQL [0-9.]+, PostGIS [0-9.]+", health.GetProperty("database").GetString());
        Assert.True(answer.Message.Headers.CacheControl!.NoStore);
    }
}
