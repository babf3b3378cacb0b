#!/usr/bin/env node
// Stands in for the browser that a client opens ($BROWSER): notes that it was asked, and follows the redirects, in the end to the client itself.
import { appendFile } from 'node:fs/promises';

const [, , address] = process.argv;
await appendFile(process.env.INTEROP_SIGN_INS, `${address}\n`);
let next = address;
while (next) {
  const response = await get(next);
  const location = response.headers.get('location');
  next = location && new URL(location, next).href;
}

// A client may open the browser a moment before it listens for what the browser brings; a person takes longer than that.
async function get(url, patience = 10_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await fetch(url, { redirect: 'manual' });
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }

      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
