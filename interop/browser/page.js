import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';

const { searchParams } = new URL(location);
const kept = {
  get: name => JSON.parse(sessionStorage.getItem(name) ?? 'null') ?? undefined,
  set: (name, value) => sessionStorage.setItem(name, JSON.stringify(value)),
};
const show = (id, text) => document.getElementById(id).append(text);
const showStep = step => {
  const shown = item(`${step}`);
  shown.dataset.at = performance.now();
  show('steps', shown);
};
const item = text => Object.assign(document.createElement('li'), { textContent: text });

for (const name of ['resource', 'mode']) {
  if (searchParams.has(name)) {
    kept.set(name, searchParams.get(name));
  }
}

const authProvider = {
  redirectUrl: `${location.origin}/callback`,
  get clientMetadata() {
    return { client_name: 'A client in a browser', redirect_uris: [this.redirectUrl], grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'none' };
  },
  clientInformation: () => kept.get('client'),
  saveClientInformation: client => kept.set('client', client),
  tokens: () => kept.get('tokens'),
  saveTokens: tokens => kept.set('tokens', tokens),
  codeVerifier: () => kept.get('verifier'),
  saveCodeVerifier: verifier => kept.set('verifier', verifier),
  discoveryState: () => kept.get('discovery'),
  saveDiscoveryState: state => kept.set('discovery', state),
  redirectToAuthorization: address => location.assign(address),
};

const newTransport = () => new StreamableHTTPClientTransport(new URL(kept.get('resource')), { authProvider });

async function connect() {
  const mode = kept.get('mode');
  const client = new Client({ name: 'browser', version: '1.0.0' }, { versionNegotiation: { mode: mode === 'legacy' ? mode : { pin: mode } } });
  await client.connect(newTransport());
  const { tools } = await client.listTools();
  document.getElementById('tools').replaceChildren(...tools.map(({ name }) => item(name)));
  const { structuredContent } = await client.callTool({ name: 'whoami', arguments: {} });
  show('caller', JSON.stringify(structuredContent.headers));
  await client.callTool({ name: 'countdown', arguments: { from: 3, delay: 150 } }, { onprogress: ({ progress }) => showStep(progress) });
  show('status', 'Done');
}

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) {
      show('status', `Failed: ${error}`);
    }
  }
}

if (searchParams.has('error')) {
  show('status', `Failed: ${searchParams.get('error')}`);
} else if (location.pathname === '/callback') {
  await attempt(async () => {
    await newTransport().finishAuth(searchParams);
    await connect();
  });
} else {
  document.getElementById('connect').onclick = () => attempt(connect);
}
