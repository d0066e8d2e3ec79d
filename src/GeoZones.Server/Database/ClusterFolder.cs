namespace GeoZones.Server.Database;

/// <summary>What lies in the folder of a private cluster.</summary>
/// <param name="Root">The folder itself.</param>
internal sealed record ClusterFolder(string Root)
{
    /// <summary>PostgreSQL's data.</summary>
    public string Data => Path.Combine(Root, "cluster");

    /// <summary>What PostgreSQL said since its last start.</summary>
    public string Log => Path.Combine(Root, "postgresql.log");

    /// <summary>Held exclusively while the cluster is made or started.</summary>
    public string OpeningLock => Path.Combine(Root, "opening.lock");

    /// <summary>Held, shared, by every process that uses the cluster.</summary>
    public string UseLock => Path.Combine(Root, "in-use.lock");

    /// <summary>Whether the folder may become a cluster's: it is missing, empty, or one of ours already.</summary>
    public bool IsFree => !Directory.Exists(Root) || File.Exists(OpeningLock) || File.Exists(Path.Combine(Data, "PG_VERSION")) || !Directory.EnumerateFileSystemEntries(Root).Any();
}
