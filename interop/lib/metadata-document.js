import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { newFolder } from './folder.js';
import { run } from './processes.js';
import { Skipped } from './report.js';
import { listen } from './site.js';

/**
 * A client's own site with its client id metadata document, over https as the clients ask for it. Who starts with `environment` trusts its certificate.
 */
export async function serveClientMetadata(redirectUri = 'http://127.0.0.1:7999/callback') {
  const folder = await newFolder();
  const [key, cert] = ['key.pem', 'cert.pem'].map(name => join(folder, name));
  await selfSign(key, cert);
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({
      client_id: url,
      client_name: 'A client with a document',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    }));
  });
  const url = `https://localhost:${await listen(server)}/client.json`;
  return { url, environment: { SSL_CERT_FILE: cert } };
}

async function selfSign(key, cert) {
  const request = [
    'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
    '-keyout', key, '-out', cert];
  const { code, errors } = await run('openssl', request).catch(() => {
    throw new Skipped('there is no openssl to make a certificate with');
  });
  if (code !== 0) {
    throw new Error(errors);
  }
}
