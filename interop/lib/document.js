import { readFile, writeFile } from 'node:fs/promises';
import { features } from './features.js';

const document = new URL('../../docs/clients.md', import.meta.url);
const begin = '<!-- What interop/run found; interop/run --write writes it anew. -->';
const end = '<!-- The end of what interop/run found. -->';

/** Fails when the document does not say what came out, which is that all of it passed. */
export async function compareDocument(rows) {
  const [, present] = parts(await readFile(document, 'utf8'));
  if (present.trim() !== render(rows).trim()) {
    throw new Error(`It says otherwise; interop/run --write makes it say:\n${render(rows)}`);
  }
}

export async function writeDocument(rows) {
  const [before, , after] = parts(await readFile(document, 'utf8'));
  await writeFile(document, `${before}${begin}\n\n${render(rows)}\n${end}${after}`);
}

function parts(text) {
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) {
    throw new Error(`docs/clients.md has not the lines «${begin}» and «${end}».`);
  }

  return [text.slice(0, start), text.slice(start + begin.length, stop), text.slice(stop + end.length)];
}

function render(rows) {
  const columns = Object.values(features);
  const isClient = ({ subject, feature }) => !subject.client && columns.includes(feature);
  return [
    table(['client', 'version', 'era', ...columns], bySubject(rows.filter(isClient)).map(([subject, cases]) =>
      [subject.name, versionOf(subject), subject.era, ...columns.map(column => cases.get(column) ?? '–')])),
    table(['what', 'version', 'era', 'with', 'shows', ''], bySubject(rows.filter(row => !isClient(row))).flatMap(([subject, cases]) =>
      [...cases].map(([feature, sign]) => [subject.name, versionOf(subject), subject.era ?? '', subject.client ?? '', feature, sign]))),
  ].join('\n');
}

function bySubject(rows) {
  const subjects = new Map();
  for (const { subject, feature, condition } of rows) {
    const key = [subject.name, subject.version, subject.client, subject.era].join('|');
    const [, cases] = subjects.get(key) ?? subjects.set(key, [subject, new Map()]).get(key);
    cases.set(feature, condition ? `✓ ${condition}` : '✓');
  }

  return [...subjects.values()];
}

// What the distribution installs differs from machine to machine.
function versionOf({ name, version }) {
  return name === 'Chromium' ? 'the system\'s' : version ?? '';
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n') + '\n';
}
