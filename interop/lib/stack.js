import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { start } from './processes.js';

const program = fileURLToPath(new URL('../../FtlAuth.AllInOne/bin/Release/net10.0/FtlAuth.AllInOne.dll', import.meta.url));

/** The whole system on free ports, as ./run starts it without Aspire; the mock issuer consents by itself. */
export async function startStack(settings = {}, env = {}) {
  const all = {
    'Ports:Gateway': 0,
    'Ports:AuthKit': 0,
    'Ports:Mcp': 0,
    'Ports:Cache': 0,
    'MockAuthKit:AutoApprove': true,
    ...settings,
  };
  const process = start('dotnet', [program, ...Object.entries(all).map(([key, value]) => `--${key}=${value}`)], { env });
  await process.says(/Ctrl-C stops everything/, 40);
  return new Stack(process.output);
}

export class Stack {
  constructor(output) {
    const address = name => new RegExp(`${name}\\s+(\\S+)`).exec(output)[1];
    this.resource = address('Gateway');
    this.issuer = address('Mock issuer');
    this.upstream = address('Mock MCP gateway');
  }

  get origin() {
    return new URL(this.resource).origin;
  }

  /** A good token for the gateway, or one that differs as asked. */
  async mint(changes = {}) {
    return (await json(await fetch(`${this.issuer}/admin/tokens`, post(changes)))).access_token;
  }

  /** How often an endpoint of the issuer was asked: jwks, metadata, register, token. */
  async count(endpoint) {
    return (await json(await fetch(`${this.issuer}/admin/counters`)))[endpoint];
  }

  /** Sends a message to the gateway. */
  async post(token, message, headers = {}) {
    const { headers: sent, ...request } = post(message);
    const response = await fetch(this.resource, {
      ...request,
      headers: { ...sent, accept: 'application/json, text/event-stream', authorization: `Bearer ${token}`, ...headers },
    });
    await response.arrayBuffer();
    return response;
  }

  /** What has come to the mock MCP server, oldest first. */
  async received() {
    return await json(await fetch(new URL('/admin/received', this.upstream)));
  }

  /** The protocol versions that its clients have spoken, but for the first requests. */
  async eras(after = 0) {
    const versions = (await this.received()).slice(after).flatMap(({ headers }) => headers).filter(({ name }) => name.toLowerCase() === 'mcp-protocol-version');
    return [...new Set(versions.map(({ value }) => value))].join();
  }
}

export function post(body) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export async function json(response) {
  if (!response.ok) {
    throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  }

  return await response.json();
}

/** A loopback port on which nobody listens. */
export async function freePort() {
  return await new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
