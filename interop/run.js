import { Report } from './lib/report.js';
import { stopAll } from './lib/processes.js';
import { cSharp } from './clients/csharp.js';
import { inspector } from './clients/inspector.js';
import { mcpRemote } from './clients/mcp-remote.js';
import { typeScript } from './clients/typescript.js';
import { conformance } from './conformance.js';
import { behindTheGateway } from './servers.js';

const report = new Report(process.argv[2]);
try {
  await typeScript(report);
  await mcpRemote(report);
  await inspector(report);
  await cSharp(report);
  await behindTheGateway(report);
  await conformance(report);
} finally {
  await stopAll();
}

const { passed, failed, skipped } = report.counts;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
