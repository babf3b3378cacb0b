/** What a case that cannot run for want of something throws: it is counted as skipped, never as passed. */
export class Skipped extends Error {}

/** Runs the cases one by one, prints a line for each, and keeps what came of them. */
export class Report {
  #only;
  rows = [];
  counts = { passed: 0, failed: 0, skipped: 0 };

  /** @param {string | undefined} only Part of the names of the cases to run; all of them without it. */
  constructor(only) {
    this.#only = only?.toLowerCase();
  }

  /** Whether any case of a subject may be asked for. */
  wants(subject) {
    return !this.#only || subject.toLowerCase().includes(this.#only) || this.#only.includes(subject.toLowerCase());
  }

  /**
   * @param {{ name: string, version: string, era: string }} subject Who is tried.
   * @param {string} feature What of it.
   * @param {() => Promise<void>} attempt Throws when it does not work.
   * @param {number} seconds How long it may take.
   * @returns {Promise<boolean>} Whether it passed.
   */
  async case(subject, feature, attempt, seconds = 60) {
    const title = `${subject.name} ${subject.version}, ${subject.era}: ${feature}`;
    let outcome = 'passed';
    let detail = '';
    try {
      await within(seconds, attempt());
    } catch (error) {
      outcome = error instanceof Skipped ? 'skipped' : 'failed';
      detail = error instanceof Skipped ? ` (${error.message})` : `\n${indent(error)}`;
    }

    this.counts[outcome]++;
    this.rows.push({ ...subject, feature, outcome });
    console.log(`${outcome.padEnd(7)} ${title}${detail}`);
    return outcome === 'passed';
  }
}

async function within(seconds, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${seconds} s.`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function indent(error) {
  return String(error?.stack ?? error).split('\n').slice(0, 12).map(line => `        ${line}`).join('\n');
}
