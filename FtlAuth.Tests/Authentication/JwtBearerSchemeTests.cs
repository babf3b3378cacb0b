using System.Security.Claims;
using FtlAuth.Gateway;
using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Mcp;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FtlAuth.Tests.Authentication;

/// <summary>Whoever asks the scheme gets the user of the token that the gateway has verified, and of no other.</summary>
public sealed class JwtBearerSchemeTests(SignedTokens tokens) : IClassFixture<SignedTokens>
{
    [Fact]
    public async Task VerifiedToken_IsTheSchemesUser()
    {
        var result = await AuthenticateAsync(context => context.Features.Set(Users.Full));

        Assert.True(result.Succeeded);
        Assert.Equal(Users.Full.Subject, result.Principal.FindFirstValue("sub"));
        Assert.Equal(JwtBearerDefaults.AuthenticationScheme, result.Ticket.AuthenticationScheme);
    }

    [Fact]
    public async Task GoodTokenInTheHeader_ThatWasNotVerified_IsNobody()
    {
        var result = await AuthenticateAsync(context => context.Request.Headers.Authorization = $"Bearer {tokens.Sign(SignedTokens.Header, SignedTokens.Claims())}");

        Assert.True(result.None);
        Assert.Null(result.Principal);
    }

    private static async Task<AuthenticateResult> AuthenticateAsync(Action<HttpContext> prepare)
    {
        await using var app = GatewayApplication.Create([], Settings.Configuration([("AuthKit:Issuer", Settings.Issuer)]));
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        prepare(context);
        return await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
    }
}
