using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Accounts;

/// <summary>The account that a database without accounts begins with.</summary>
internal static class FirstAdministrator
{
    /// <summary>Its name.</summary>
    public const string Name = "admin";

    private const string PasswordVariable = "GEOZONES_ADMIN_PASSWORD";

    /// <summary>Makes the account where there is none at all: with the password in <c>GEOZONES_ADMIN_PASSWORD</c>, else with a random one that is said this once.</summary>
    /// <exception cref="ProblemException">The password cannot be used.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource db, CancellationToken cancel)
    {
        await using var desk = new AccountDesk(db);
        if ((await desk.Book.ListAsync(cancel)).Count > 0)
        {
            return;
        }
        var given = Environment.GetEnvironmentVariable(PasswordVariable);
        var password = string.IsNullOrEmpty(given) ? AccountBook.NewPassword() : given;
        try
        {
            await desk.Book.AddAsync(Name, password, null, [new(Role.Administrator, null, null)], "first start", cancel);
        }
        catch (ProblemException taken) when (taken.Status == StatusCodes.Status409Conflict)
        {
            // Another server started at the same time, and said its password.
            return;
        }
        Terminal.Say(given == password
            ? new($"已建立管理员账号 {Name}，密码取自 {PasswordVariable}。", $"The administrator {Name} is made, with the password in {PasswordVariable}.")
            : new($"已建立管理员账号 {Name}，密码（只显示这一次）：{password}", $"The administrator {Name} is made; the password, shown this once: {password}"));
    }
}
