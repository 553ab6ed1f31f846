// @ts-check
/* Asks Python for the verdict on the form's answers: only on the latest ones, and not while somebody is still answering. */

/**
 * @typedef {import("../python/selfcheck.js").Explanation} Explanation
 * @typedef {{
 *   explain: (answers: Record<string, unknown>) => Promise<Explanation>,
 *   read: () => Record<string, unknown>,
 *   changed: () => void, busy: (busy: boolean) => void, show: (explanation: Explanation) => void, fail: () => void,
 * }} Page `read` the answers; `changed` hears that they may be others, `busy` whether what is shown is not the latest
 * @typedef {{
 *   readonly number: number, readonly refused: Set<string>, running: boolean,
 *   schedule: (delay: number) => void, ask: () => Promise<void>, settled: () => Promise<unknown>,
 * }} Asking `number` counts what was asked; `refused`: answers that Python could not use; `running`: whether it answers
 */

/** Milliseconds that whoever goes on waits for the verdict on the answers that were given. */
const PATIENCE = 600;

/** @param {Page} page @returns {Asking} */
export function makeAsking({ explain, read, changed, busy, show, fail }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let number = 0;
  let running = false;
  let open = false;
  /** @type {Set<string>} */
  let refused = new Set();
  /** @type {((done: unknown) => void)[]} */
  let waiting = [];

  /** @param {boolean} now */
  function mark(now) {
    open = now;
    busy(now);
    if (!now) for (const go of waiting.splice(0)) go(null);
  }

  /** An answer that Python cannot use is left out. @param {Record<string, unknown>} answers @returns {Promise<Explanation>} */
  async function explainUsable(answers) {
    try {
      return await explain(answers);
    } catch (error) {
      const key = /** @type {{key?: string | null}} */ (error).key;
      if (!key || !Object.keys(answers).includes(key)) throw error;
      refused.add(key);
      const { [key]: _, ...rest } = answers;
      return explainUsable(rest);
    }
  }

  async function ask() {
    clearTimeout(timer);
    timer = undefined;
    refused = new Set();
    const own = (number += 1);
    changed();
    if (!running) return;
    mark(true);
    try {
      const explanation = await explainUsable(read());
      if (own !== number) return;
      show(explanation);
      mark(false);
    } catch {
      // A lost worker reports itself; what is left is a notice that could not be read.
      if (own !== number || !running) return;
      mark(false);
      fail();
    }
  }

  return {
    get number() {
      return number;
    },
    get refused() {
      return refused;
    },
    get running() {
      return running;
    },
    set running(now) {
      running = now;
      mark(false);
    },
    schedule(delay) {
      clearTimeout(timer);
      timer = setTimeout(ask, delay);
      mark(running);
    },
    ask,
    async settled() {
      if (!open) return;
      if (timer) ask();
      await Promise.race([
        new Promise((resolve) => waiting.push(resolve)),
        new Promise((resolve) => setTimeout(resolve, PATIENCE)),
      ]);
    },
  };
}
