import { spawn } from 'node:child_process';
import { currentScope } from './scope.js';

// What a machine is set to would take requests elsewhere, or telemetry.
const foreign = /^((https?|all|no)_proxy|OTEL_.*)$/i;
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));

/** Starts a program of whose process group nothing is left at the end. */
export function start(command, args, { env = {}, cwd, stdin = 'ignore' } = {}) {
  const scope = currentScope();
  const program = new Program(spawn(command, args, {
    cwd,
    env: { ...environment, ...env },
    detached: true,
    stdio: [stdin, 'pipe', 'pipe'],
  }));
  scope.atTheEnd(() => program.stop());
  return program;
}

/** Runs a program to its end, and gives it what a person would type. */
export async function run(command, args, { input, seconds = 120, ...options } = {}) {
  const program = start(command, args, { ...options, stdin: input ? 'pipe' : 'ignore' });
  program.stdin?.end(input);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void program.stop();
  }, seconds * 1000);
  const code = await program.ended.finally(() => clearTimeout(timer));
  if (isLate) {
    throw new Error(`${command} took longer than ${seconds} s:\n${program.output}${program.errors}`);
  }

  return { code, output: program.output, errors: program.errors };
}

class Program {
  output = '';
  errors = '';
  #child;
  #gone;
  #waiting = new Set();

  constructor(child) {
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', text => this.#heard('output', text));
    child.stderr.setEncoding('utf8').on('data', text => this.#heard('errors', text));
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? signal));
    });
    this.#gone = new Promise(resolve => {
      child.once('error', resolve);
      child.once('exit', () => {
        // What it has started itself.
        this.#kill('SIGKILL');
        resolve();
      });
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
      this.#kill('SIGTERM');
      const timer = setTimeout(() => this.#kill('SIGKILL'), 5000);
      await this.#gone;
      clearTimeout(timer);
    }
  }

  #kill(signal) {
    // Without an id it has never started.
    if (this.#child.pid) {
      try {
        process.kill(-this.#child.pid, signal);
      } catch (error) {
        if (error.code !== 'ESRCH') {
          throw error;
        }
      }
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
