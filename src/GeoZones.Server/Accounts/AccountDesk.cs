using Microsoft.AspNetCore.Identity;

using Npgsql;

namespace GeoZones.Server.Accounts;

/// <summary>Work on accounts without a server.</summary>
internal sealed class AccountDesk : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    public AccountDesk(NpgsqlDataSource db)
    {
        var services = new ServiceCollection().AddLogging();
        // Not disposed with the rest: it is the caller's.
        services.AddSingleton(db);
        services.AddAccountBook();
        _services = services.BuildServiceProvider();
        _scope = _services.CreateAsyncScope();
    }

    /// <summary>The accounts.</summary>
    public AccountBook Book => _scope.ServiceProvider.GetRequiredService<AccountBook>();

    /// <summary>ASP.NET Core Identity over them.</summary>
    public UserManager<Account> Users => _scope.ServiceProvider.GetRequiredService<UserManager<Account>>();

    /// <summary>Their tokens.</summary>
    public TokenBook Tokens => _scope.ServiceProvider.GetRequiredService<TokenBook>();

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
    }
}
