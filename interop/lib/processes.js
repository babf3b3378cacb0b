import { spawn } from 'node:child_process';

const running = new Set();

/** Starts a program of whose process group nothing is left at the end. */
export function start(command, args, { env = {}, cwd, stdin = 'ignore' } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: [stdin, 'pipe', 'pipe'],
  });
  const program = new Program(child);
  running.add(program);
  child.once('exit', () => running.delete(program));
  return program;
}

/** Runs a program to its end, and gives it what a person would type. */
export async function run(command, args, { input, ...options } = {}) {
  const program = start(command, args, { ...options, stdin: input ? 'pipe' : 'ignore' });
  program.stdin?.end(input);
  const code = await program.ended;
  return { code, output: program.output, errors: program.errors };
}

export async function stopAll() {
  await Promise.all([...running].map(program => program.stop()));
}

class Program {
  output = '';
  errors = '';
  #child;
  #waiting = new Set();

  constructor(child) {
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', text => this.#heard('output', text));
    child.stderr.setEncoding('utf8').on('data', text => this.#heard('errors', text));
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? signal));
    });
    this.ended.then(() => this.#check(), () => this.#check());
  }

  get stdin() {
    return this.#child.stdin;
  }

  get isRunning() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The first match in what the program has said, on either output. */
  async says(pattern, seconds = 30) {
    return await new Promise((resolve, reject) => {
      const waiting = () => {
        const match = pattern.exec(this.output) ?? pattern.exec(this.errors);
        if (match || !this.isRunning) {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          return match ? resolve(match) : reject(new Error(`It ended without a word of ${pattern}:\n${this.output}${this.errors}`));
        }
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new Error(`No ${pattern} within ${seconds} s:\n${this.output}${this.errors}`));
      }, seconds * 1000);
      this.#waiting.add(waiting);
      waiting();
    });
  }

  async stop() {
    if (this.isRunning) {
      const group = -this.#child.pid;
      kill(group, 'SIGTERM');
      const timer = setTimeout(() => kill(group, 'SIGKILL'), 5000);
      await this.ended.catch(() => {});
      clearTimeout(timer);
    }
  }

  #heard(stream, text) {
    this[stream] += text;
    this.#check();
  }

  #check() {
    for (const waiting of [...this.#waiting]) {
      waiting();
    }
  }
}

function kill(group, signal) {
  try {
    process.kill(group, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}
