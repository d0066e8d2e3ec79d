using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using GeoZones.Server.Accounts;
using GeoZones.Server.Database;
using GeoZones.Server.Problems;

namespace GeoZones.Server.CommandLine;

/// <summary><c>user</c>: accounts, their roles, passwords and tokens. Each <c>--role</c> is followed by its region and plan.</summary>
internal sealed class UserCommand : Command
{
    private const string Roles = "field | planner | reviewer | administrator";

    private readonly Argument<string> name = new("NAME") { Description = "Name of the account. 账号名。" };
    private readonly Option<string[]> role = new("--role") { Description = $"{Roles}; --region and --plan follow; may be repeated. 角色，其后写县市和规划。" };
    private readonly Option<string[]> region = new("--region") { Description = "Region of the role; administrators of all regions leave it out. 角色所在县市。" };
    private readonly Option<string[]> plan = new("--plan") { Description = "zone | urban | land-use | survey: plan of a planner or reviewer. 编制或审查的规划。" };
    private readonly Option<bool> passwordStdin = new("--password-stdin") { Description = "Read the password from standard input; else it is random and shown. 从标准输入读取密码。" };
    private readonly Option<string?> external = new("--external") { Description = "What the OpenID provider calls its owner. 外部登录中的名称。" };
    private readonly Option<string> label = new("--name") { Description = "What the token is for. 令牌用途。", DefaultValueFactory = _ => "command line" };
    private readonly Option<string?> days = new("--days") { Description = $"Days that it lives for, at most {TokenBook.MostDays}. 有效天数。" };

    public UserCommand()
        : base("user", "Accounts, roles, passwords, tokens. 账号、角色、密码、令牌。")
    {
        Add("add", "Add an account. 新建账号。", Add, name, role, region, plan, passwordStdin, external);
        Add("list", "List all accounts and their roles. 列出账号。", List);
        Add("grant", "Give roles. 授予角色。", Grant, name, role, region, plan);
        Add("revoke", "Take roles, all where none is named. 收回角色，不写则全部收回。", Revoke, name, role, region, plan);
        Add("password", "Set another password. 重设密码。", Password, name, passwordStdin);
        Add("token", "Make a personal token and print it. 新建令牌。", Token, name, label, days);
    }

    private void Add(string verb, string description, Func<ParseResult, AccountDesk, CancellationToken, Task> work, params Symbol[] symbols)
    {
        var command = new Command(verb, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        command.SetAction(async (parsed, cancel) =>
        {
            await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
            await using var desk = new AccountDesk(database.Source);
            await work(parsed, desk, cancel);
            return 0;
        });
        Subcommands.Add(command);
    }

    private async Task Add(ParseResult parsed, AccountDesk desk, CancellationToken cancel)
    {
        IReadOnlyList<Grant> grants = GrantsOf(parsed);
        string? outside = parsed.GetValue(external);
        string? given = await PasswordOf(parsed, cancel);
        // Who signs in elsewhere needs no password.
        string? made = given is null && outside is null ? AccountBook.NewPassword() : null;
        Account account = await desk.Book.AddAsync(parsed.GetValue(name)!, given ?? made, outside, grants, Environment.UserName, cancel);
        Terminal.Say(made is null ? new($"已建立账号 {account.Name}。", $"The account {account.Name} is made.")
            : new($"已建立账号 {account.Name}，密码（只显示这一次）：{made}", $"The account {account.Name} is made; the password, shown this once: {made}"));
    }

    private static async Task List(ParseResult parsed, AccountDesk desk, CancellationToken cancel)
    {
        foreach (var account in await desk.Book.ListAsync(cancel))
        {
            var roles = account.Grants.Select(one => string.Join(' ', new[] { one.Grant.RoleName, one.Grant.Region, one.Grant.Plan }.OfType<string>()));
            Console.WriteLine($"{account.Name}\t{string.Join(", ", roles)}");
        }
    }

    private async Task Grant(ParseResult parsed, AccountDesk desk, CancellationToken cancel)
    {
        IReadOnlyList<Grant> grants = GrantsOf(parsed);
        if (grants.Count == 0)
        {
            throw new Refusal($"缺少 --role；可用：{Roles}。", $"--role is missing; there are: {Roles}.");
        }

        Account account = await desk.Book.NamedAsync(parsed.GetValue(name)!);
        foreach (Grant grant in grants)
        {
            await desk.Book.GrantAsync(account, grant, Environment.UserName, cancel);
        }

        Terminal.Say(new($"已授予 {account.Name} 角色。", $"{account.Name} has the roles now."));
    }

    private async Task Revoke(ParseResult parsed, AccountDesk desk, CancellationToken cancel)
    {
        Account account = await desk.Book.NamedAsync(parsed.GetValue(name)!);
        await desk.Book.RevokeAsync(account, GrantsOf(parsed), cancel);
        Terminal.Say(new($"已收回 {account.Name} 的角色。", $"The roles are taken from {account.Name}."));
    }

    private async Task Password(ParseResult parsed, AccountDesk desk, CancellationToken cancel)
    {
        Account account = await desk.Book.NamedAsync(parsed.GetValue(name)!);
        string? given = await PasswordOf(parsed, cancel);
        string password = given ?? AccountBook.NewPassword();
        await desk.Book.SetPasswordAsync(account, password);
        Terminal.Say(given is not null ? new($"已重设 {account.Name} 的密码。", $"{account.Name} has the new password.")
            : new($"已重设 {account.Name} 的密码（只显示这一次）：{password}", $"{account.Name} has a new password, shown this once: {password}"));
    }

    private async Task Token(ParseResult parsed, AccountDesk desk, CancellationToken cancel)
    {
        Account account = await desk.Book.NamedAsync(parsed.GetValue(name)!);
        string? asked = parsed.GetValue(days);
        int number = asked is null ? TokenBook.UsualDays : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int read) ? read : 0;
        (string token, _) = await desk.Tokens.MakeAsync(account.Id, parsed.GetValue(label)!, number, cancel);
        // Alone on its line, for a script.
        Console.WriteLine(token);
    }

    // Regions and plans belong to the role before them, so the order of the words counts.
    private List<Grant> GrantsOf(ParseResult parsed)
    {
        List<(string Role, string? Region, string? Plan)> said = [];
        string? option = null;
        foreach (Token token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
            {
                option = token.Value;
            }
            else if (option == role.Name)
            {
                (said, option) = ([.. said, (token.Value, null, null)], null);
            }
            else if (option == region.Name || option == plan.Name)
            {
                if (said.Count == 0 || (option == region.Name ? said[^1].Region : said[^1].Plan) is not null)
                {
                    throw new Refusal($"{option} {token.Value} 前面须有它的 --role。", $"{option} {token.Value} needs its --role before it.");
                }

                (said[^1], option) = (option == region.Name ? said[^1] with { Region = token.Value } : said[^1] with { Plan = token.Value }, null);
            }
            else
            {
                option = null;
            }
        }

        return [.. said.Select(one => Accounts.Grant.Read(one.Role, one.Region, one.Plan))];
    }

    private async Task<string?> PasswordOf(ParseResult parsed, CancellationToken cancel) => !parsed.GetValue(passwordStdin) ? null
        : await Console.In.ReadLineAsync(cancel) is { Length: > 0 } line ? line
        : throw new Refusal("标准输入中没有密码。", "There is no password on standard input.");
}
