import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentScope } from './scope.js';

/** A folder that is gone at the end. */
export async function newFolder() {
  const scope = currentScope();
  const folder = await mkdtemp(join(tmpdir(), 'ftlauth-interop-'));
  scope.atTheEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
