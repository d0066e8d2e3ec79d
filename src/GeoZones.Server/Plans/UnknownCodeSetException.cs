namespace GeoZones.Server.Plans;

/// <summary>A region names code lists that are not there; importing refuses this, so that somebody took them away since.</summary>
public sealed class UnknownCodeSetException(string message) : InvalidOperationException(message);
