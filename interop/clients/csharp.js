import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { features } from '../lib/features.js';
import { newFolder } from '../lib/folder.js';
import { run } from '../lib/processes.js';

const name = 'C# SDK';
const root = fileURLToPath(new URL('../..', import.meta.url));
const legacy = '2025-11-25';
const modern = '2026-07-28';

// Its cases are tests of FtlAuth.Tests.
const cases = [
  ['Whoami_AfterDynamicRegistration_AnswersTheSignedInUser', [features.registration, features.call], [legacy, modern]],
  ['ListTools_ListsThoseOfTheServer', [features.list], [legacy, modern]],
  ['Countdown_StreamsEveryStep', [features.progress], [legacy, modern]],
  ['Whoami_WithAClientIdMetadataDocument_NeedsNoRegistration', [features.metadataDocument], [modern]],
  ['ListTools_WhenTheTokenHasExpired_NeedsNoUser', [features.refresh], [legacy, modern]],
  ['Add_WithoutTheScopeThatItNeeds_AsksTheUserForIt', [features.stepUp], [legacy, modern]],
  ['Dispose_OfALegacySession_EndsItByDelete', [features.end], [legacy]],
];

/** The official C# SDK. */
export async function cSharp(report) {
  const results = await test();
  const [, version] = /"ModelContextProtocol" Version="([^"]+)"/.exec(await readFile(join(root, 'Directory.Packages.props'), 'utf8'));
  for (const [method, shows, eras] of cases) {
    for (const era of eras) {
      for (const feature of shows) {
        await report.case({ name, version, era }, feature, async () => {
          const found = results.filter(({ test }) => test.includes(`.${method}`) && (test.includes(era) || !test.includes('(')));
          if (found.length === 0 || found.some(({ outcome }) => outcome !== 'Passed')) {
            throw new Error(`${method}: ${found.map(({ outcome, message }) => `${outcome}, ${message}`).join('; ') || 'there is no such test'}`);
          }
        });
      }
    }
  }
}

/** The tests and how they came out. */
async function test() {
  const folder = await newFolder();
  const { output, errors } = await run(
    'dotnet', ['test', 'FtlAuth.Tests', '--nologo', '--filter', 'FullyQualifiedName~CSharpSdkTests', '--logger', 'trx;LogFileName=sdk.trx', '--results-directory', folder],
    { cwd: root, env: process.env, seconds: 300 });
  const trx = await readFile(join(folder, 'sdk.trx'), 'utf8').catch(() => {
    throw new Error(`The tests did not run:\n${output}${errors}`);
  });
  return trx.split('<UnitTestResult ').slice(1).map(result => ({
    test: /testName="([^"]*)"/.exec(result)[1],
    outcome: /outcome="(\w+)"/.exec(result)[1],
    message: /<Message>([\s\S]*?)<\/Message>/.exec(result)?.[1] ?? '',
  }));
}
