import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newFolder } from './folder.js';

/** A home of its own for a client that keeps tokens and opens a browser: nothing of the user's is read or written. */
export async function newHome() {
  const folder = await newFolder();
  const noted = join(folder, 'sign-ins');
  return {
    environment: { HOME: folder, BROWSER: fileURLToPath(new URL('./browser.js', import.meta.url)), INTEROP_SIGN_INS: noted },

    /** The addresses at which the user had to sign in; one that was opened twice counts once. */
    async signIns() {
      const text = await readFile(noted, 'utf8').catch(() => '');
      return [...new Set(text.split('\n').filter(Boolean))].map(address => new URL(address));
    },
  };
}
