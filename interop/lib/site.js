import { currentScope } from './scope.js';

/** Has a server listen on a free loopback port until the end; gives the port. */
export async function listen(server) {
  const scope = currentScope();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  scope.atTheEnd(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  return server.address().port;
}
