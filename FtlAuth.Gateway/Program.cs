using FtlAuth.Gateway;
using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Operations;
using Microsoft.Extensions.Options;

if (args is [DoctorCommand.Name, .. var doctorArgs])
{
    return await DoctorCommand.RunAsync(doctorArgs, Console.Out, Console.Error);
}

if (DoctorCommand.IsMisplaced(args))
{
    await Console.Error.WriteLineAsync($"'{DoctorCommand.Name}' has to be the first argument: FtlAuth.Gateway {DoctorCommand.Name} --help");
    return DoctorCommand.WrongArguments;
}

try
{
    var gateway = GatewayApplication.Create(args);
    gateway.GiveBackStartupMemory();
    await gateway.RunAsync();
    return 0;
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync("The gateway does not start, because its configuration is wrong:");
    foreach (var mistake in exception.Failures)
    {
        await Console.Error.WriteLineAsync($"  {mistake}");
    }

    return 1;
}
catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"The gateway does not start: {exception.Message} Stop what uses it, or choose another address with --urls.");
    return 1;
}
