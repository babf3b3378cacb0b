using FtlAuth.MockAuthKit;

MockAuthKitApplication.Create(args).Run();
