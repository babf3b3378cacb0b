import { compareDocument, writeDocument } from './lib/document.js';
import { OutOfTime, Report, Skipped } from './lib/report.js';
import { endAll, inScope } from './lib/scope.js';

const limit = 12;
const subjects = {
  'TypeScript SDK': async () => (await import('./clients/typescript.js')).typeScript,
  'C# SDK': async () => (await import('./clients/csharp.js')).cSharp,
  'mcp-remote': async () => (await import('./clients/mcp-remote.js')).mcpRemote,
  'Inspector CLI': async () => (await import('./clients/inspector.js')).inspector,
  Chromium: async () => (await import('./browsers.js')).browsers,
  Servers: async () => (await import('./servers.js')).behindTheGateway,
  'Conformance suite': async () => (await import('./conformance.js')).conformance,
};

const isFlag = word => word.startsWith('--');
const [flags, words] = [process.argv.slice(2).filter(isFlag), process.argv.slice(2).filter(word => !isFlag(word))];
const isWanted = name => words.every(word => name.toLowerCase().includes(word.toLowerCase()));
const unknown = flags.filter(flag => flag !== '--write');
if (unknown.length > 0 || (flags.includes('--write') && words.length > 0)) {
  console.error(unknown.length > 0 ? `There is no option ${unknown[0]}; there is --write.` : '--write writes what all of it found, and takes no words.');
  process.exit(1);
}

// However this ends, nothing is left running.
for (const event of ['uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(event, giveUp);
}

setTimeout(() => giveUp(`It took longer than ${limit} minutes.`), limit * 60_000).unref();

const report = new Report();
for (const [name, load] of Object.entries(subjects).filter(([name]) => isWanted(name))) {
  try {
    await inScope(async () => (await load())(report));
  } catch (error) {
    if (!(error instanceof OutOfTime)) {
      await report.case({ name }, 'all of it', async () => {
        throw isPackageMissing(error) ? new Skipped(`a package is missing: ${error.message.split('\n')[0]}`) : error;
      });
    }
  }
}

const isComplete = report.counts.failed === 0 && report.counts.skipped === 0;
if (flags.includes('--write') && isComplete) {
  await writeDocument(report.rows);
} else if (flags.includes('--write')) {
  console.error('docs/clients.md is not written, since not everything has passed.');
} else if (words.length === 0 && isComplete) {
  await report.case({ name: 'docs/clients.md' }, 'tells what came out', () => compareDocument(report.rows));
}

if (report.counts.skipped >= report.counts.passed) {
  console.error('Too little could be tried for this to mean anything.');
  report.counts.failed++;
}

finish();

async function giveUp(reason) {
  console.error(reason);
  await endAll();
  report.counts.failed++;
  finish();
}

function finish() {
  const { passed, failed, skipped } = report.counts;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed > 0 ? 1 : 0);
}

// One that could not be installed, and not a file of ours.
function isPackageMissing({ code, message }) {
  return (code === 'ERR_MODULE_NOT_FOUND' && message.startsWith('Cannot find package')) || (code === 'ENOENT' && message.includes('node_modules'));
}
