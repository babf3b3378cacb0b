using FtlAuth.AllInOne;

Console.WriteLine("Without Aspire: everything runs in this one process, with Garnet for Redis and no dashboard.");
return await AllInOneApplication.RunAsync(args);
