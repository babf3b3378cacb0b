using FtlAuth.MockMcp;

await MockMcpApplication.Create(args).RunAsync();
