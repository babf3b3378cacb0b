/** What a case that cannot run for want of something throws: it is counted as skipped, never as passed. */
export class Skipped extends Error {}

/** What a case throws that has been reported as failed, where its subject cannot go on. */
export class OutOfTime extends Error {}

/** Runs the cases one by one, prints a line for each, and keeps what came of them. */
export class Report {
  rows = [];
  counts = { passed: 0, failed: 0, skipped: 0 };

  /**
   * @param {{ name: string, version?: string, era?: string, client?: string }} subject Who is tried; a server, with which client.
   * @param {string} feature What of it.
   * @param {() => Promise<void>} attempt Throws when it does not work.
   * @param {{ seconds?: number, condition?: string }} options How long it may take, and under which condition alone it works.
   */
  async case(subject, feature, attempt, { seconds = 60, condition } = {}) {
    let outcome = 'passed';
    let detail = '';
    let late;
    try {
      await within(seconds, attempt());
    } catch (error) {
      late = error instanceof OutOfTime ? error : undefined;
      outcome = error instanceof Skipped ? 'skipped' : 'failed';
      detail = error instanceof Skipped ? ` (${error.message})` : `\n${indent(error)}`;
    }

    this.counts[outcome]++;
    this.rows.push({ subject, feature, outcome, condition });
    console.log(`${outcome.padEnd(7)} ${titleOf(subject)}: ${feature}${detail}`);
    if (late) {
      throw late;
    }
  }
}

function titleOf({ name, version, era, client }) {
  return [[name, version].filter(Boolean).join(' '), client && `with ${client}`, era].filter(Boolean).join(', ');
}

async function within(seconds, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new OutOfTime(`It took longer than ${seconds} s, and the rest of this is not tried.`)), seconds * 1000);
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
