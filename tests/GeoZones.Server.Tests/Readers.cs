namespace GeoZones.Server.Tests;

/// <summary>The classes that only read: one after the other they share a server.</summary>
[CollectionDefinition]
public sealed class Readers : ICollectionFixture<GeoZonesServer>;
