import { AsyncLocalStorage } from 'node:async_hooks';

const present = new AsyncLocalStorage();
const open = new Set();

/** Runs an action; what it has begun ends with it, however it ends, and work of its own that goes on after that begins nothing more. */
export async function inScope(action) {
  const scope = new Scope();
  open.add(scope);
  try {
    return await present.run(scope, action);
  } finally {
    await scope.end();
    open.delete(scope);
  }
}

/** Whatever runs may begin something; throws where the action is over. */
export function currentScope() {
  const scope = present.getStore();
  if (!scope || scope.isOver) {
    throw new Error('This is over: nothing more is begun.');
  }

  return scope;
}

export async function endAll() {
  await Promise.all([...open].map(scope => scope.end()));
}

class Scope {
  isOver = false;
  #endings = [];

  /** Has something done at the end, the latest first. */
  atTheEnd(ending) {
    this.#endings.unshift(ending);
  }

  async end() {
    this.isOver = true;
    for (const ending of this.#endings.splice(0)) {
      try {
        await ending();
      } catch (error) {
        console.error(error);
      }
    }
  }
}
