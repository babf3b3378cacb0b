import { stopAll } from './lib/processes.js';
import { Report, Skipped } from './lib/report.js';
import { compareDocument, writeDocument } from './lib/document.js';

const subjects = {
  'TypeScript SDK': async () => (await import('./clients/typescript.js')).typeScript,
  'C# SDK': async () => (await import('./clients/csharp.js')).cSharp,
  'mcp-remote': async () => (await import('./clients/mcp-remote.js')).mcpRemote,
  'Inspector CLI': async () => (await import('./clients/inspector.js')).inspector,
  Chromium: async () => (await import('./browsers.js')).browsers,
  Servers: async () => (await import('./servers.js')).behindTheGateway,
  'Conformance suite': async () => (await import('./conformance.js')).conformance,
};

// However this ends, nothing is left running.
for (const event of ['uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM']) {
  process.once(event, async reason => {
    console.error(reason);
    await stopAll();
    process.exit(1);
  });
}

const [flags, words] = [process.argv.slice(2).filter(word => word.startsWith('--')), process.argv.slice(2).filter(word => !word.startsWith('--'))];
const report = new Report();
for (const [name, load] of Object.entries(subjects).filter(([name]) => words.every(word => name.toLowerCase().includes(word.toLowerCase())))) {
  try {
    await (await load())(report);
  } catch (error) {
    await report.case({ name }, 'all of it', async () => {
      throw isPackageMissing(error) ? new Skipped(`a package is missing: ${error.message.split('\n')[0]}`) : error;
    });
  } finally {
    await stopAll();
  }
}

if (flags.includes('--write')) {
  await writeDocument(report.rows);
} else if (words.length === 0) {
  await report.case({ name: 'docs/clients.md' }, 'tells what came out', async () => {
    if (report.counts.skipped > 0) {
      throw new Skipped('not all of it was tried');
    }

    await compareDocument(report.rows);
  });
}

const { passed, failed, skipped } = report.counts;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

// One that could not be installed.
function isPackageMissing({ code, message }) {
  return code === 'ERR_MODULE_NOT_FOUND' || (code === 'ENOENT' && message.includes('node_modules'));
}
