using System.Text.RegularExpressions;

using GeoZones.Server.Accounts;

namespace GeoZones.Server.Tests.CommandLine;

/// <summary><c>user</c> on the command line.</summary>
public sealed partial class UserCommandTests(CommandDesk desk) : IClassFixture<CommandDesk>
{
    private async Task<IReadOnlyList<Grant>> GrantsOfAsync(string name)
    {
        await using var accounts = new AccountDesk(desk.Source);
        return [.. (await accounts.Book.ListAsync(TestContext.Current.CancellationToken)).Single(one => one.Name == name).Grants.Select(one => one.Grant)];
    }

    [Fact]
    public async Task Account_is_added_with_several_roles_listed_changed_and_given_a_token()
    {
        await using (var accounts = new AccountDesk(desk.Source))
        {
            await accounts.Book.AddAsync("admin", "ten plus characters", null, [new(Role.Administrator, null, null)], "test", TestContext.Current.CancellationToken);
        }
        var added = await desk.Run("user", "add", "李工", "--role", "planner", "--region", "changyuan", "--plan", "zone", "--role", "reviewer", "--region", "lushan", "--role=field", "--region=jiaozuo");
        Assert.True(added.ExitCode == 0, added.Errors);
        Assert.Matches("shown this once: [a-z2-9]{20}\n", added.Output);
        Assert.Equal([new(Role.Planner, "changyuan", "zone"), new(Role.Reviewer, "lushan", null), new(Role.Field, "jiaozuo", null)], await GrantsOfAsync("李工"));

        Assert.Contains("李工\tplanner changyuan zone, reviewer lushan, field jiaozuo\n", (await desk.Run("user", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await desk.Run("user", "grant", "李工", "--role", "planner", "--region", "changyuan", "--plan", "survey")).ExitCode);
        Assert.Equal(0, (await desk.Run("user", "revoke", "李工", "--role", "reviewer", "--region", "lushan")).ExitCode);
        Assert.Equal([new(Role.Planner, "changyuan", "zone"), new(Role.Field, "jiaozuo", null), new(Role.Planner, "changyuan", "survey")], await GrantsOfAsync("李工"));
        Assert.Matches(Token(), (await desk.Run("user", "token", "李工", "--name", "QGIS", "--days", "3")).Output);
        Assert.Equal(0, (await desk.Run("user", "revoke", "李工")).ExitCode);
        Assert.Empty(await GrantsOfAsync("李工"));

        var last = await desk.Run("user", "revoke", "admin");
        Assert.Equal((2, true), (last.ExitCode, last.Errors.Contains("Nobody would administrate all regions", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Password_comes_from_standard_input_and_is_not_shown()
    {
        var added = await desk.RunWithInput("a password from a pipe\n", "user", "add", "piped", "--password-stdin");
        Assert.Equal((0, false), (added.ExitCode, (added.Output + added.Errors).Contains("pipe ", StringComparison.Ordinal)));
        Assert.DoesNotContain("password from", added.Output + added.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await desk.RunWithInput("another password\n", "user", "password", "piped", "--password-stdin")).ExitCode);
        Assert.Equal((2, "There is no password on standard input."), (await desk.RunWithInput("", "user", "password", "piped", "--password-stdin")) is var none ? (none.ExitCode, none.Errors.Trim().Split('\n')[^1]) : default);
    }

    [Theory]
    [InlineData("There is no account “ghost”", "grant", "ghost", "--role", "administrator")]
    [InlineData("--role is missing", "grant", "ghost")]
    [InlineData("needs its --role before it", "add", "x", "--region", "lushan", "--role", "field")]
    [InlineData("There is no role “king”", "add", "x", "--role", "king")]
    [InlineData("needs one plan", "add", "x", "--role", "planner", "--region", "lushan")]
    [InlineData("needs a region", "add", "x", "--role", "reviewer")]
    [InlineData("There is no region “atlantis”", "add", "x", "--role", "field", "--region", "atlantis")]
    [InlineData("A name is 1 to 64", "add", "a:b")]
    [InlineData("There is no account", "token", "ghost", "--days", "0")]
    public async Task What_cannot_be_used_gets_a_sentence_and_exit_code_2(string sentence, params string[] arguments)
    {
        var run = await desk.Run(["user", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^gzt_[A-Za-z0-9_-]{43}\n\z")]
    private static partial Regex Token();
}
