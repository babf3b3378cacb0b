namespace FtlAuth.MockAuthKit.Pages;

/// <summary>What is wrong, for the person in front of the browser, when nobody else can be told safely.</summary>
internal static class ErrorPage
{
    public static Page Create(string description) => new("Cannot sign in", $"""
        <h1>Cannot sign in</h1>
        <p role="alert">{Text.Encode(description)}</p>
        <p class="quiet">Nothing was sent to the application. Close this page, and try again from the application.</p>
        """)
    {
        StatusCode = StatusCodes.Status400BadRequest,
    };
}
