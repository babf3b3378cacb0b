import { fileURLToPath } from 'node:url';
import { expect } from '../lib/expect.js';
import { features } from '../lib/features.js';
import { newHome } from '../lib/home.js';
import { serveClientMetadata } from '../lib/metadata-document.js';
import { run } from '../lib/processes.js';
import { inScope } from '../lib/scope.js';
import { freePort, json, post, startStack } from '../lib/stack.js';
import { expiry, scopes } from '../lib/tokens.js';
import { versionOf } from '../lib/versions.js';

const program = fileURLToPath(new URL('../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url));

const subjects = [['2025-11-25', 'legacy'], ['2026-07-28', 'modern']].map(([era, flag]) =>
  ({ name: 'Inspector CLI', version: versionOf('@modelcontextprotocol/inspector'), era, flag }));

/** The Inspector's command line: each command is a program of its own, which keeps the tokens for the next. */
export async function inspector(report) {
  for (const subject of subjects) {
    for (const part of [flow, withoutRegistration, refresh, stepUp]) {
      await inScope(async () => part(report, { ...subject, callback: `http://127.0.0.1:${await freePort()}/oauth/callback` }));
    }
  }
}

async function flow(report, subject) {
  const [stack, home] = [await startStack(), await newHome()];
  const call = (...args) => command(subject, stack, home, args);
  await report.case(subject, features.registration, async () => {
    await call('--method', 'tools/list');
    const signIns = await home.signIns();
    expect.equal(signIns.length, 1, 'sign-ins');
    expect.equal(signIns[0].searchParams.get('code_challenge_method'), 'S256', 'PKCE');
    expect.equal(signIns[0].searchParams.get('resource'), stack.resource, 'the resource that is asked for');
    expect.equal(await stack.count('register'), 1, 'registrations');
  });
  await report.case(subject, features.list, async () => {
    const { tools } = await call('--method', 'tools/list');
    expect.equal(tools.map(tool => tool.name).sort().join(), 'add,countdown,echo,whoami', 'tools');
  });
  await report.case(subject, features.call, async () => {
    const { structuredContent: caller } = await call('--method', 'tools/call', '--tool-name', 'whoami');
    expect.match(caller.headers['X-Auth-User-Id'], /^user_/, 'the user whom the server was told');
    expect.equal((await home.signIns()).length, 1, 'sign-ins');
    expect.equal(await stack.eras(), subject.era, 'the protocol version');
  });
  await report.case(subject, 'a tool call whose answer is streamed', async () => {
    const { content } = await call('--method', 'tools/call', '--tool-name', 'countdown', '--tool-args-json', '{"from":3,"delay":150}');
    expect.equal(content[0].text, 'Counted down from 3.', 'the answer');
  });
}

async function withoutRegistration(report, subject) {
  await report.case(subject, features.metadataDocument, async () => {
    const document = await serveClientMetadata(subject.callback);
    const [stack, home] = [await startStack({}, document.environment), await newHome()];
    const { structuredContent: caller } = await command(
      subject, stack, home, ['--method', 'tools/call', '--tool-name', 'whoami', '--client-metadata-url', document.url]);
    expect.equal(caller.headers['X-Auth-Client-Id'], document.url, 'the client');
    expect.equal(await stack.count('register'), 0, 'registrations');
  });
}

async function refresh(report, subject) {
  await report.case(subject, features.refresh, async () => {
    const stack = await startStack({ 'MockAuthKit:AccessTokenLifetime': '00:00:02', 'AuthKit:ClockSkew': '00:00:00' });
    const home = await newHome();
    await command(subject, stack, home, ['--method', 'tools/list']);
    const before = await stack.count('token');
    await expiry(2);
    await command(subject, stack, home, ['--method', 'tools/list']);
    expect.true(await stack.count('token') > before, 'a new token was asked for');
    expect.equal((await home.signIns()).length, 1, 'sign-ins');
  });
}

async function stepUp(report, subject) {
  await report.case(subject, features.stepUp, async () => {
    // It has a refresh token go before the sign-in, and so never gets a scope more; this client has none.
    const withoutRefresh = { 'MockAuthKit:Scopes:0': 'openid', 'MockAuthKit:Scopes:1': 'profile', 'MockAuthKit:Scopes:2': 'email' };
    const stack = await startStack({ ...withoutRefresh, 'Authorization:Tools:add:Scopes': 'email', 'AuthKit:RequiredScopes': 'openid' });
    const home = await newHome();
    const registration = { redirect_uris: [subject.callback], grant_types: ['authorization_code'], token_endpoint_auth_method: 'none' };
    const { client_id: client } = await json(await fetch(`${stack.issuer}/oauth2/register`, post(registration)));
    const { content } = await command(
      subject, stack, home, ['--method', 'tools/call', '--tool-name', 'add', '--tool-args-json', '{"a":1,"b":2}', '--client-id', client], 'y\n');
    expect.equal(content[0].text, '3', 'the sum');
    expect.equal((await home.signIns()).map(address => scopes(address).includes('email')).join(), 'false,true', 'the second sign-in asks for the scope');
  }, { condition: 'without a refresh token' });
}

/** The result of one command. */
async function command(subject, stack, home, args, input) {
  const { code, output, errors } = await run(
    process.execPath,
    [program, '--cli', stack.resource, '--transport', 'http', '--format', 'json', '--quiet', '--protocol-era', subject.flag, '--callback-url', subject.callback, ...args],
    { env: { ...home.environment, MCP_AUTO_OPEN_ENABLED: 'true', MCP_INSPECTOR_SECRET_STORE: 'file' }, input });
  if (code !== 0) {
    throw new Error(`It ended with ${code}:\n${output}${errors}`);
  }

  return JSON.parse(output).result;
}
