import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { expect } from './lib/expect.js';
import { features } from './lib/features.js';
import { Skipped } from './lib/report.js';
import { currentScope } from './lib/scope.js';
import { listen } from './lib/site.js';
import { startStack } from './lib/stack.js';

const name = 'Chromium';
const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const foreign = 'app.example';
const eras = [['2025-11-25', 'legacy'], ['2026-07-28', '2026-07-28']];

/** A real browser: the second TypeScript SDK in a page of another origin, with the sign-in page that a person sees. */
export async function browsers(report) {
  if (!executable) {
    await report.case({ name, version: '', era: 'both' }, 'a page of another origin', () => {
      throw new Skipped('there is no Chromium (Debian package: chromium)');
    });
    return;
  }

  const browser = await chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', `--host-resolver-rules=MAP ${foreign} 127.0.0.1`],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  currentScope().atTheEnd(() => browser.close());
  const site = await serveSite();
  const stack = await startStack({ 'MockAuthKit:AutoApprove': false });
  for (const [era, mode] of eras) {
    await signIn(report, { name, version: browser.version(), era }, mode, browser, site, stack);
  }

  const both = { name, version: browser.version(), era: 'both' };
  await report.case(both, 'a sign-in that the user denies', () => inPage(browser, async page => {
    await page.goto(site.address({ resource: stack.resource, mode: 'legacy' }));
    await page.click('#connect');
    await page.click('button[value=deny]');
    expect.equal(await text(page, '#status:not(:empty)'), 'Failed: access_denied', 'what the page says');
  }));
  await report.case(both, 'the challenge of a 401 is read across origins', () => inPage(browser, async page => {
    await page.goto(site.address({}));
    const { status, challenge } = await send(page, stack.resource);
    expect.equal(status, 401, 'the status');
    expect.match(challenge, /resource_metadata="http/, 'the challenge');
  }));
  const token = await stack.mint();
  await report.case(both, 'a page of a foreign origin is refused', () => inPage(browser, async page => {
    await page.goto(site.address({}, foreign));
    const before = (await stack.received()).length;
    expect.equal((await send(page, stack.resource, token)).error, 'Failed to fetch', 'what the page gets');
    expect.equal((await stack.received()).length, before, 'requests that the server received');
  }));
  await report.case(both, 'a page of an origin in Cors:AllowedOrigins is not', () => inPage(browser, async page => {
    const open = await startStack({ 'Cors:AllowedOrigins': site.origin(foreign) });
    await page.goto(site.address({}, foreign));
    expect.equal((await send(page, open.resource, await open.mint())).status, 200, 'the status');
  }));
}

async function signIn(report, subject, mode, browser, site, stack) {
  const registered = await stack.count('register');
  const received = (await stack.received()).length;
  let user;
  await inPage(browser, async page => {
    await report.case(subject, features.registration, async () => {
      await page.goto(site.address({ resource: stack.resource, mode }));
      await page.click('#connect');
      await page.waitForURL('**/oauth2/authorize?*');
      expect.match(await text(page, 'h1'), /Allow A client in a browser to connect\?/, 'the sign-in page');
      await page.locator('input[name=user]').nth(1).check();
      user = await page.locator('input[name=user]:checked').inputValue();
      await page.click('button[value=allow]');
      await page.waitForURL(({ pathname, searchParams }) => pathname === '/callback' && searchParams.has('code'));
      expect.equal(await stack.count('register'), registered + 1, 'registrations');
    });
    await report.case(subject, features.list, async () => {
      await page.waitForSelector('#tools li, #status:not(:empty)', { state: 'attached' });
      expect.equal((await page.locator('#tools li').allTextContents()).sort().join(), 'add,countdown,echo,whoami', `tools (${await text(page, '#status')})`);
    });
    await report.case(subject, features.call, async () => {
      const caller = JSON.parse(await text(page, '#caller:not(:empty)'));
      expect.equal(caller['X-Auth-User-Id'], user, 'the user whom the server was told');
      expect.equal(caller['X-Auth-Issuer'], stack.issuer, 'the issuer');
      expect.equal(await stack.eras(received), subject.era, 'the protocol version');
    });
    await report.case(subject, features.progress, async () => {
      expect.equal(await text(page, '#status:not(:empty)'), 'Done', 'what the page says');
      const steps = await page.locator('#steps li').evaluateAll(items => items.map(({ textContent, dataset }) => [textContent, Number(dataset.at)]));
      expect.oneByOne(steps.slice(0, 3), '0,1,2', 150);
    });
  });
}

/** A person of their own: nobody is signed in from before. */
async function inPage(browser, action) {
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  try {
    await action(await context.newPage());
  } finally {
    await context.close();
  }
}

async function text(page, selector) {
  return (await page.locator(selector).first().textContent()).trim();
}

/** What a script in the page gets for a request of its own. */
async function send(page, url, token) {
  return await page.evaluate(async ([url, token]) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
      });
      return { status: response.status, challenge: response.headers.get('www-authenticate') };
    } catch (error) {
      return { error: error.message };
    }
  }, [url, token]);
}

/** A site that is not the gateway's, with a page that has the SDK in it. */
async function serveSite() {
  const script = await bundle();
  const html = await readFile(new URL('./browser/page.html', import.meta.url));
  const server = createServer((request, response) => {
    const [type, content] = request.url === '/page.js' ? ['text/javascript', script] : ['text/html', html];
    response.setHeader('content-type', type).end(content);
  });
  const port = await listen(server);
  const origin = (host = 'localhost') => `http://${host}:${port}`;
  return { origin, address: (query, host) => `${origin(host)}/?${new URLSearchParams(query)}` };
}

async function bundle() {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./browser/page.js', import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  return output[0].code;
}
