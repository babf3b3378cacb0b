using FtlAuth.AllInOne;

return await AllInOneApplication.RunAsync(args);
