/** Waits until something is so. */
export async function eventually(condition, what, seconds = 10) {
  const end = Date.now() + seconds * 1000;
  while (!await condition()) {
    if (Date.now() > end) {
      throw new Error(`Not within ${seconds} s: ${what}`);
    }

    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
