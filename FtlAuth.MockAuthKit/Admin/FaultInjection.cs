using System.Text.Json;

namespace FtlAuth.MockAuthKit.Admin;

/// <summary>Says which endpoints fail; what is not named stays as it is.</summary>
internal sealed class FaultInjection(Faults faults)
{
    public IResult Get() => TypedResults.Json(faults.Describe(), MockAuthKitJsonContext.Default.DictionaryStringString);

    public async Task<IResult> PutAsync(HttpContext context)
    {
        if (!(await AdminRequest.ReadAsync(context.Request, FaultPoint.Breakable, context.RequestAborted))
            .Succeeded(out var members, out var error))
        {
            return error.ToResult();
        }

        var wanted = members.Select(member => (Point: member.Key, Fault: Parse(member.Value))).ToList();
        if (wanted.Find(item => item.Fault is null) is { Point: { } point })
        {
            var names = string.Join(", ", Enum.GetValues<Fault>().Select(Faults.Name));
            return OAuthError.InvalidRequest($"The fault of {point} is not one of {names}.").ToResult();
        }

        wanted.ForEach(item => faults[item.Point] = item.Fault!.Value);
        return Get();
    }

    private static Fault? Parse(JsonElement value) => value.ValueKind == JsonValueKind.String ? Faults.Parse(value.GetString()!) : null;
}
