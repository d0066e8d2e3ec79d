namespace GeoZones.Server.Accounts;

/// <summary>An account as ASP.NET Core Identity works on it.</summary>
public sealed class Account
{
    /// <summary>Id; 0 until it is stored.</summary>
    public long Id { get; set; }

    /// <summary>Name as it is shown.</summary>
    public required string Name { get; set; }

    /// <summary>Name as names are compared.</summary>
    public string Key { get; set; } = "";

    /// <summary>Hash of its password; <c>null</c> where it has none.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password.</summary>
    public string Stamp { get; set; } = "";

    /// <summary>The stamp that is stored; who writes with another one has been overtaken.</summary>
    public string StoredStamp { get; set; } = "";

    /// <summary>Whether an administrator has locked it: nobody signs in to it, whatever they bring.</summary>
    public bool Locked { get; set; }

    /// <summary>Roles that it is to have from the start; read when it is stored first.</summary>
    public IReadOnlyList<Grant> FirstGrants { get; init; } = [];

    /// <summary>Who gives it <see cref="FirstGrants"/>.</summary>
    public string GrantedBy { get; init; } = "";

    /// <summary>What the OpenID provider calls its owner, or <c>null</c>.</summary>
    public string? ExternalName { get; set; }
}
