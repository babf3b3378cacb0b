import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from './lib/expect.js';
import { newFolder } from './lib/folder.js';
import { run, start } from './lib/processes.js';
import { inScope } from './lib/scope.js';
import { freePort, json, post, startStack } from './lib/stack.js';
import { signIn } from './lib/user.js';
import { versionOf } from './lib/versions.js';
import { forEachServer, startServer } from './servers.js';

const program = fileURLToPath(new URL('./node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url));
const authorize = fileURLToPath(new URL('./lib/authorize.js', import.meta.url));
const name = 'Conformance suite';
const rebinding = 'server-dns-rebinding-protection';
const version = versionOf('@modelcontextprotocol/conformance');

/** The official suite: what a server conforms to, it conforms to through the gateway as well, no more and no less; and what the mock issuer conforms to. */
export async function conformance(report) {
  await forEachServer(report, server => likeDirectly(report, server));
  await inScope(() => mockMcpLikeDirectly(report));
  await inScope(() => mockIssuer(report));
}

async function likeDirectly(report, server) {
  const direct = await startServer(server);

  // What the gateway would add to initialize makes no difference to a server, and does to the suite.
  const stack = await startStack({ 'McpGateway:Url': direct, 'Identity:Body': 'None' });
  for (const era of server.eras) {
    await compare(report, `${server.name} ${server.version}`, era, direct, stack);
  }
}

async function mockMcpLikeDirectly(report) {
  const stack = await startStack({ 'Identity:Body': 'None' });
  for (const era of ['2025-11-25', '2026-07-28']) {
    await compare(report, 'MockMcp', era, stack.upstream, stack);
  }
}

async function compare(report, backend, era, direct, stack) {
  await report.case({ name, version, era }, `${backend} through the gateway conforms as it does directly`, async () => {
    const expected = await checks(direct, era);
    const actual = await checks(stack.resource, era, { INTEROP_ORIGIN: stack.origin, INTEROP_TOKEN: await stack.mint() });
    expect.true(Object.keys(expected).length > 20, 'the suite has scenarios');
    const conforming = Object.values(expected).filter(outcome => /SUCCESS/.test(outcome) && !/FAILURE/.test(outcome));
    expect.true(conforming.length > 3, `the server conforms to something: ${conforming.length} scenarios`);

    // The gateway answers this one itself, for every server.
    expect.true(/SUCCESS/.test(actual[rebinding]) && !/FAILURE/.test(actual[rebinding]), `a foreign Host is refused, and the own one is not: ${actual[rebinding]}`);
    delete expected[rebinding];
    delete actual[rebinding];
    const different = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].filter(scenario => actual[scenario] !== expected[scenario]);
    expect.equal(
      different.map(scenario => `${scenario}: ${actual[scenario]}, directly ${expected[scenario]}`).join('\n'), '', `differences in ${Object.keys(expected).length} scenarios`);
  }, { seconds: 180 });
}

/** By scenario, how each of its checks came out. */
async function checks(url, era, env) {
  const folder = await newFolder();
  const { code, output, errors } = await run(
    process.execPath, [...(env ? ['--import', authorize] : []), program, 'server', '--url', url, '--requirements', era, '--output-dir', folder], { env });
  const scenarios = {};
  for (const entry of await readdir(folder, { recursive: true })) {
    if (entry.endsWith('checks.json')) {
      const [scenario] = entry.split(/-\d{4}-\d\d-\d\dT/);
      const outcomes = JSON.parse(await readFile(join(folder, entry))).map(({ id, status }) => `${id} ${status}`);
      scenarios[scenario] = outcomes.sort().join(', ');
    }
  }

  // It ends with 1 where the server does not conform to all of it.
  const empty = Object.keys(scenarios).filter(scenario => scenarios[scenario] === '');
  if (![0, 1].includes(code) || Object.keys(scenarios).length === 0 || empty.length > 0) {
    throw new Error(`The suite has ended with ${code} and no results of ${empty.join(', ') || 'any scenario'}:\n${output}${errors}`);
  }

  return scenarios;
}

async function mockIssuer(report) {
  const stack = await startStack();
  await report.case({ name, version, era: 'both' }, 'the mock issuer passes every authorization scenario', async () => {
    const port = await freePort();
    const registration = { redirect_uris: [`http://127.0.0.1:${port}/callback`], grant_types: ['authorization_code'], token_endpoint_auth_method: 'none' };
    const { client_id: client } = await json(await fetch(`${stack.issuer}/oauth2/register`, post(registration)));
    const suite = start(process.execPath, [
      program, 'authorization', '--url', stack.issuer, '--client-id', client, '--resource', stack.resource, '--port', `${port}`]);
    const [address] = await suite.says(/http:\S+\/oauth2\/authorize\S+(?=\s)/);
    await fetch(await signIn(address));
    const code = await suite.ended;
    expect.equal(code, 0, `the exit code, of ${suite.output}${suite.errors}`);
    const [, passed, failed] = /^Total: (\d+) passed, (\d+) failed/m.exec(suite.output) ?? [];
    expect.true(passed > 0 && failed === '0', `all pass: ${suite.output}`);
  });
}
