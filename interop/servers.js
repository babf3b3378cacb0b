import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sdks } from './clients/typescript.js';
import { expect } from './lib/expect.js';
import { features } from './lib/features.js';
import { start } from './lib/processes.js';
import { Skipped } from './lib/report.js';
import { inScope } from './lib/scope.js';
import { freePort, startStack } from './lib/stack.js';
import { findVersion } from './lib/versions.js';

const everything = fileURLToPath(new URL('./node_modules/@modelcontextprotocol/server-everything/dist/index.js', import.meta.url));
const proxy = fileURLToPath(new URL('./node_modules/mcp-proxy/dist/bin/mcp-proxy.mjs', import.meta.url));

/** MCP servers that nobody here wrote, to stand behind the gateway. */
const servers = [
  {
    name: 'server-everything',
    version: findVersion('@modelcontextprotocol/server-everything'),
    eras: ['2025-11-25'],
    start: port => start(process.execPath, [everything, 'streamableHttp'], { env: { PORT: `${port}` } }),
    ready: /listening on port/,

    // Each its own answer, which passes as it is.
    unknownSession: 400,
  },
  {
    name: 'mcp-proxy',
    version: findVersion('mcp-proxy'),
    eras: ['2025-11-25', '2026-07-28'],
    start: port => start(process.execPath, [proxy, '--host', '127.0.0.1', '--port', `${port}`, '--server', 'stream', '--', process.execPath, everything, 'stdio']),
    ready: /starting server on port|server is running/i,
    unknownSession: 404,
  },
];

/** Starts a server on a free port; gives its address. */
export async function startServer(server) {
  const port = await freePort();
  await server.start(port).says(server.ready);
  const url = `http://127.0.0.1:${port}/mcp`;

  // One says that it is ready a moment before it listens.
  for (let attempt = 0; attempt < 100 && !await answers(url); attempt++) {
    await setTimeout(50);
  }

  return url;
}

/** Does something for each server that is installed, by itself. */
export async function forEachServer(report, action) {
  for (const server of servers) {
    if (server.version) {
      await inScope(() => action(server));
    } else {
      await report.case({ name: server.name }, 'all of it', () => {
        throw new Skipped('its package is missing');
      });
    }
  }
}

/** What the SDKs get from each server through the gateway is what they get from it directly. */
export async function behindTheGateway(report) {
  await forEachServer(report, async server => {
    const direct = await startServer(server);
    const stack = await startStack({ 'McpGateway:Url': direct });
    const token = await stack.mint();
    for (const sdk of sdks.filter(({ era }) => server.eras.includes(era))) {
      await cases(report, server, sdk, direct, stack, token);
    }
  });
}

async function cases(report, server, sdk, direct, stack, token) {
  const subject = { name: server.name, version: server.version, client: `${sdk.name} ${sdk.version}`, era: sdk.era };
  const sessions = {};
  await report.case(subject, 'the same tools as directly', async () => {
    sessions.direct = await sdk.open(direct);
    sessions.through = await sdk.open(stack.resource, { authorization: `Bearer ${token}` });
    const [expected, actual] = await Promise.all([sessions.direct, sessions.through].map(({ client }) => client.listTools()));
    expect.true(expected.tools.length > 5, 'the server has tools');
    expect.equal(JSON.stringify(actual.tools), JSON.stringify(expected.tools), 'tools');
  });
  await report.case(subject, 'the same resources and prompts', async () => {
    const lists = async ({ client }) => [(await client.listResources()).resources.map(({ uri }) => uri), (await client.listPrompts()).prompts];
    const [expected, actual] = [await lists(sessions.direct), await lists(sessions.through)];
    expect.true(expected.every(list => list.length > 1), 'the server has resources and prompts');
    expect.equal(JSON.stringify(actual), JSON.stringify(expected), 'resources and prompts');
  });
  await report.case(subject, 'the same answer of a tool', async () => {
    const call = async ({ client }) => JSON.stringify((await client.callTool({ name: 'get-sum', arguments: { a: 2, b: 3 } })).content);
    expect.match(await call(sessions.through), /is 5\.?"/, 'the sum');
    expect.equal(await call(sessions.through), await call(sessions.direct), 'the answer');
  });
  await report.case(subject, features.progress, async () => {
    const steps = [];
    const request = { name: 'trigger-long-running-operation', arguments: { duration: 1.2, steps: 4 } };
    await sessions.through.client.callTool(request, ...sdk.options({ onprogress: ({ progress }) => steps.push([progress, performance.now()]) }));
    expect.oneByOne(steps.slice(0, 3), '1,2,3', 400);
  });
  if (sdk.era === '2025-11-25') {
    await report.case(subject, features.end, async () => {
      const { sessionId } = sessions.through.transport;
      const ping = () => stack.post(token, { jsonrpc: '2.0', id: 1, method: 'ping' }, { 'mcp-session-id': sessionId });
      expect.equal((await ping()).status, 200, 'a session that has begun is known');
      await sessions.through.transport.terminateSession();
      expect.equal((await ping()).status, server.unknownSession, 'the status of a session that has ended');
    });
  }
}

async function answers(url) {
  return await fetch(url, { method: 'OPTIONS' }).then(() => true, () => false);
}
