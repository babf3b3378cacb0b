import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect } from '../lib/expect.js';
import { features } from '../lib/features.js';
import { newHome } from '../lib/home.js';
import { serveClientMetadata } from '../lib/metadata-document.js';
import { currentScope, inScope } from '../lib/scope.js';
import { freePort, startStack } from '../lib/stack.js';
import { expiry, scopes } from '../lib/tokens.js';
import { versionOf } from '../lib/versions.js';

const program = fileURLToPath(new URL('../node_modules/mcp-remote/dist/proxy.js', import.meta.url));

const subject = { name: 'mcp-remote', version: versionOf('mcp-remote'), era: '2025-11-25' };

/** mcp-remote, as Claude Desktop and others start it: a program of its own between a client on standard input and the gateway. */
export async function mcpRemote(report) {
  for (const part of [flow, withoutRegistration, refresh, stepUp]) {
    await inScope(() => part(report));
  }
}

async function flow(report) {
  const [stack, home] = [await startStack(), await newHome()];
  let client;
  await report.case(subject, features.registration, async () => {
    client = await connect(stack, home);
    const signIns = await home.signIns();
    expect.equal(signIns.length, 1, 'sign-ins');
    expect.equal(signIns[0].searchParams.get('code_challenge_method'), 'S256', 'PKCE');
    expect.equal(await stack.count('register'), 1, 'registrations');
  });
  await report.case(subject, features.list, async () => {
    const { tools } = await client.listTools();
    expect.equal(tools.map(tool => tool.name).sort().join(), 'add,countdown,echo,whoami', 'tools');
  });
  await report.case(subject, features.call, async () => {
    const { structuredContent: caller } = await client.callTool({ name: 'whoami', arguments: {} });
    expect.match(caller.headers['X-Auth-User-Id'], /^user_/, 'the user whom the server was told');
    expect.equal(await stack.eras(), subject.era, 'the protocol version');
  });
  await report.case(subject, features.progress, async () => {
    const steps = [];
    await client.callTool(
      { name: 'countdown', arguments: { from: 3, delay: 150 } }, undefined, { onprogress: ({ progress }) => steps.push([progress, performance.now()]) });
    expect.oneByOne(steps.filter(([progress]) => progress < 3), '0,1,2', 150);
  });
}

async function withoutRegistration(report) {
  await report.case(subject, features.metadataDocument, async () => {
    const port = await freePort();
    const document = await serveClientMetadata(`http://localhost:${port}/oauth/callback`);
    const [stack, home] = [await startStack({}, document.environment), await newHome()];
    const client = await connect(stack, home, [`${port}`, '--client-metadata-url', document.url]);
    const { structuredContent: caller } = await client.callTool({ name: 'whoami', arguments: {} });
    expect.equal(caller.headers['X-Auth-Client-Id'], document.url, 'the client');
    expect.equal(await stack.count('register'), 0, 'registrations');
  });
}

async function refresh(report) {
  await report.case(subject, features.refresh, async () => {
    const stack = await startStack({ 'MockAuthKit:AccessTokenLifetime': '00:00:03', 'AuthKit:ClockSkew': '00:00:00' });
    const home = await newHome();
    const client = await connect(stack, home);
    const before = await stack.count('token');
    await expiry(3);
    const { tools } = await client.listTools();
    expect.true(tools.length > 0, 'there are tools');
    expect.true(await stack.count('token') > before, 'a new token was asked for');
    expect.equal((await home.signIns()).length, 1, 'sign-ins');
  });
}

async function stepUp(report) {
  await report.case(subject, features.stepUp, async () => {
    const stack = await startStack({ 'Authorization:Tools:add:Scopes': 'email', 'AuthKit:RequiredScopes': 'openid' });
    const home = await newHome();
    const client = await connect(stack, home);
    const result = await client.callTool({ name: 'add', arguments: { a: 1, b: 2 } });
    expect.equal(result.content[0].text, '3', 'the sum');
    const signIns = await home.signIns();
    expect.equal(signIns.length, 2, 'sign-ins');
    expect.true(!scopes(signIns[0]).includes('email') && scopes(signIns[1]).includes('email'), 'the second sign-in asks for the scope that the tool needs');
  });
}

async function connect(stack, home, args = []) {
  const client = new Client({ name: 'interop', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, stack.resource, ...args, '--transport', 'http-only'],
    env: { PATH: process.env.PATH, ...home.environment },
    stderr: 'pipe',
  });
  let said = '';
  transport.stderr.on('data', text => said += text);
  currentScope().atTheEnd(() => transport.close());
  try {
    await client.connect(transport);
  } catch (error) {
    throw new Error(`${error.message}\n${said}`, { cause: error });
  }

  return client;
}
