import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError as Unauthorized1 } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as Client2, StreamableHTTPClientTransport as Transport2, UnauthorizedError as Unauthorized2 } from '@modelcontextprotocol/client';
import { expect } from '../lib/expect.js';
import { features } from '../lib/features.js';
import { serveClientMetadata } from '../lib/metadata-document.js';
import { currentScope, inScope } from '../lib/scope.js';
import { startStack } from '../lib/stack.js';
import { claims, expiry } from '../lib/tokens.js';
import { Provider } from '../lib/user.js';
import { versionOf } from '../lib/versions.js';

const identity = { name: 'interop', version: '1.0.0' };

const v1 = {
  name: 'TypeScript SDK',
  version: versionOf('@modelcontextprotocol/sdk'),
  era: '2025-11-25',
  newClient: () => new Client1(identity),
  newTransport: (url, options) => new Transport1(new URL(url), options),
  finish: (transport, answer) => transport.finishAuth(answer.get('code')),
  isUnauthorized: error => error instanceof Unauthorized1,

  // The second argument of callTool is a schema.
  options: options => [undefined, options],
  open,
};

const v2 = (era, mode) => ({
  name: 'TypeScript SDK',
  version: versionOf('@modelcontextprotocol/client'),
  era,
  newClient: () => new Client2(identity, { versionNegotiation: { mode } }),
  newTransport: (url, options) => new Transport2(new URL(url), options),
  finish: (transport, answer) => transport.finishAuth(answer),
  isUnauthorized: error => error instanceof Unauthorized2,
  options: options => [options],
  open,
});

/** The two major versions of the TypeScript SDK; the second one in both eras. */
export const sdks = [v1, v2('2025-11-25', 'legacy'), v2('2026-07-28', { pin: '2026-07-28' })];

/** Connects without a sign-in. */
async function open(url, headers) {
  const transport = this.newTransport(url, { requestInit: { headers } });
  const client = this.newClient();
  await client.connect(transport);
  currentScope().atTheEnd(() => client.close());
  return { client, transport };
}

/** Each through the whole of OAuth and of MCP. */
export async function typeScript(report) {
  for (const sdk of sdks) {
    for (const part of [flow, withoutRegistration, refresh, stepUp]) {
      await inScope(() => part(report, sdk));
    }
  }
}

async function flow(report, sdk) {
  const stack = await startStack();
  const provider = new Provider();
  let session;
  await report.case(sdk, features.registration, async () => {
    session = await connect(sdk, stack.resource, provider);
    expect.equal(provider.signIns.length, 1, 'sign-ins');
    expect.equal(provider.signIns[0].searchParams.get('code_challenge_method'), 'S256', 'PKCE');
    expect.equal(provider.signIns[0].searchParams.get('resource'), stack.resource, 'the resource that is asked for');
    expect.equal(await stack.count('register'), 1, 'registrations');
    expect.equal(await stack.count('token'), 1, 'token requests');
  });
  await report.case(sdk, features.list, async () => {
    const { tools } = await session.client.listTools();
    expect.equal(tools.map(tool => tool.name).sort().join(), 'add,countdown,echo,whoami', 'tools');
  });
  await report.case(sdk, features.call, async () => {
    const { structuredContent: caller } = await session.client.callTool({ name: 'whoami', arguments: {} });
    expect.match(caller.headers['X-Auth-User-Id'], /^user_/, 'the user whom the server was told');
    expect.equal(caller.headers['X-Auth-Issuer'], stack.issuer, 'the issuer that the server was told');
    expect.equal(await stack.eras(), sdk.era, 'the protocol version');
  });
  await report.case(sdk, features.progress, async () => {
    const steps = [];
    await session.client.callTool(
      { name: 'countdown', arguments: { from: 3, delay: 150 } }, ...sdk.options({ onprogress: ({ progress }) => steps.push([progress, performance.now()]) }));
    expect.oneByOne(steps.filter(([progress]) => progress < 3), '0,1,2', 150);
  });
  if (sdk.era === '2025-11-25') {
    await report.case(sdk, features.end, async () => {
      const { sessionId } = session.transport;
      const ping = () => stack.post(provider.tokens().access_token, { jsonrpc: '2.0', id: 1, method: 'ping' }, { 'mcp-session-id': sessionId });
      expect.equal((await ping()).status, 200, 'a session that has begun is known');
      await session.transport.terminateSession();
      expect.equal((await ping()).status, 404, 'a session that has ended is unknown');
    });
  }

}

async function withoutRegistration(report, sdk) {
  await report.case(sdk, features.metadataDocument, async () => {
    const document = await serveClientMetadata();
    const stack = await startStack({}, document.environment);
    const { client } = await connect(sdk, stack.resource, new Provider({ clientMetadataUrl: document.url }));
    const { structuredContent: caller } = await client.callTool({ name: 'whoami', arguments: {} });
    expect.equal(caller.headers['X-Auth-Client-Id'], document.url, 'the client');
    expect.equal(await stack.count('register'), 0, 'registrations');
  });
}

async function refresh(report, sdk) {
  const stack = await startStack({ 'MockAuthKit:AccessTokenLifetime': '00:00:02', 'AuthKit:ClockSkew': '00:00:00' });
  await report.case(sdk, features.refresh, async () => {
    const provider = new Provider();
    const { client } = await connect(sdk, stack.resource, provider);
    const first = provider.tokens().access_token;
    await expiry(2);
    const { tools } = await client.listTools();
    expect.true(tools.length > 0, 'there are tools');
    expect.true(provider.tokens().access_token !== first, 'there is a new token');
    expect.equal(provider.signIns.length, 1, 'sign-ins');
  });
}

async function stepUp(report, sdk) {
  const stack = await startStack({ 'Authorization:Tools:add:Scopes': 'email', 'AuthKit:RequiredScopes': 'openid' });
  await report.case(sdk, features.stepUp, async () => {
    // The first SDK has a refresh token go before the sign-in, and so never gets a scope more.
    const provider = new Provider({ keepsRefreshTokens: sdk !== v1 });
    const session = await connect(sdk, stack.resource, provider);
    expect.true(!scopesOf(provider).includes('email'), `the first token has not the scope that the tool needs: ${scopesOf(provider)}`);
    await session.client.callTool({ name: 'echo', arguments: { text: 'x' } });
    const add = () => session.client.callTool({ name: 'add', arguments: { a: 1, b: 2 } });
    const result = await signedIn(sdk, session.transport, provider, add);
    expect.equal(result.content[0].text, '3', 'the sum');
    expect.true(scopesOf(provider).includes('email'), 'the second token has it');
    expect.equal(provider.signIns.length, 2, 'sign-ins');
  }, { condition: sdk === v1 ? 'without a refresh token' : undefined });
}

const scopesOf = provider => claims(provider.tokens().access_token).scope.split(' ');

/** Connects as a program does: at the first 401 the user signs in, and it connects again. */
async function connect(sdk, url, provider) {
  const first = sdk.newTransport(url, { authProvider: provider });
  try {
    await sdk.newClient().connect(first);
    throw new Error('It came in without a token.');
  } catch (error) {
    if (!sdk.isUnauthorized(error)) {
      throw error;
    }
  }

  await sdk.finish(first, provider.takeAnswer());
  const transport = sdk.newTransport(url, { authProvider: provider });
  const client = sdk.newClient();
  await client.connect(transport);
  currentScope().atTheEnd(() => client.close());
  return { client, transport };
}

async function signedIn(sdk, transport, provider, action) {
  try {
    return await action();
  } catch (error) {
    if (!sdk.isUnauthorized(error)) {
      throw error;
    }
  }

  await sdk.finish(transport, provider.takeAnswer());
  return await action();
}
