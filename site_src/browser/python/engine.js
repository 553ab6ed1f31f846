// @ts-check
/* Python in a worker: starts it, says how far it is, asks it, and starts it again when it is lost. */

/**
 * @typedef {"download" | "start"} Step fetching the runtime's files, then starting Python from them
 * @typedef {{state: "starting", step: Step, loaded: number, total: number, slow: boolean} | {state: "ready"}
 *   | {state: "failed" | "unsupported"}} EngineState
 * @typedef {{ask: "evaluate" | "explain" | "every" | "compare", notice: string, answers: string, today: string}} Question JSON texts
 * @typedef {{resolve: (verdict: string) => void, reject: (error: Error) => void}} Waiting
 * @typedef {(anew: boolean) => Worker | Promise<Worker>} OpenWorker `anew`: past the browser's cache
 * @typedef {{
 *   readonly ready: Promise<void>,
 *   ask: (question: Question) => Promise<string>,
 *   restart: () => void,
 * }} Engine `ready` is that of the latest start; `ask` gives the verdict as the text that Python wrote
 */

/** How often a Python that was lost is started again without being asked. */
const RESTARTS = 3;
/** The part of the time limit after which a start without progress is called slow, and can be given up. */
const SLOW = 1 / 8;
/** Milliseconds that an answer may take; it takes some ten of them. */
const ANSWER_LIMIT = 30_000;

/** A function that catches an exception: the runtime throws some, and older browsers compile none. */
const CATCHES = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];

/** @returns {boolean} whether this browser can run Python at all */
const canRun = () =>
  typeof Worker === "function" && typeof WebAssembly === "object" && WebAssembly.validate(new Uint8Array(CATCHES));

/** Bad input, in Python's own words; `key` names the answer at fault, or is null. */
export class InputError extends Error {
  /** @param {string} message @param {string | null} key */
  constructor(message, key) {
    super(message);
    this.name = "InputError";
    this.key = key;
  }
}

/**
 * @param {OpenWorker} openWorker throws where there can be none
 * @param {number} limit milliseconds without progress after which the start has failed
 * @param {(state: EngineState) => void} report hears of every change
 * @returns {Engine}
 */
export function startEngine(openWorker, limit, report) {
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let last = 0;
  let restarts = 0;
  let started = false;
  /** Whether the latest failure may come of files that were damaged, on their way or in the browser's cache. */
  let anew = false;
  /** Counts starts, and their ends: a worker that opens late is known by it. */
  let turn = 0;
  /** @type {Worker | undefined} */
  let worker;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<void>} */
  let ready;
  /** @type {() => void} */
  let becomeReady;
  /** @type {(error: Error) => void} */
  let giveUp;

  /** @param {number} time @param {() => void} act */
  function watch(time, act) {
    clearTimeout(timer);
    timer = setTimeout(act, time);
  }

  function close() {
    turn += 1;
    if (worker) worker.terminate();
    worker = undefined;
  }

  /** @param {string} message @param {{state?: "failed" | "unsupported", damaged?: boolean}} [how] */
  function fail(message, { state = "failed", damaged = false } = {}) {
    clearTimeout(timer);
    close();
    const error = new Error(message);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    // Python that ran and was lost is started again by itself, and so it is once from files fetched anew; else one that
    // never ran waits for the reader.
    const again = started ? restarts < RESTARTS : damaged && !anew;
    anew = damaged;
    if (again) {
      restarts += 1;
      start();
      return;
    }
    giveUp(error);
    report({ state });
  }

  /** @param {{step: Step, loaded: number, total: number}} progress in bytes */
  function showProgress(progress) {
    report({ state: "starting", ...progress, slow: false });
    watch(limit * SLOW, () => {
      report({ state: "starting", ...progress, slow: true });
      watch(limit * (1 - SLOW), () => fail("no progress within the time limit"));
    });
  }

  /** @param {{id: number, verdict?: string, error?: {message: string, key: string | null}}} answer */
  function settle({ id, verdict, error }) {
    const asked = waiting.get(id);
    waiting.delete(id);
    clearTimeout(timer);
    if (waiting.size) watch(ANSWER_LIMIT, () => fail("no answer within the time limit"));
    if (asked && error) asked.reject(new InputError(error.message, error.key));
    else if (asked && verdict !== undefined) asked.resolve(verdict);
  }

  /** @param {MessageEvent} event */
  function hear({ data }) {
    if (data.progress && !started) showProgress(data.progress);
    else if (data.failed) fail(data.failed, data);
    else if (data.ready) {
      clearTimeout(timer);
      started = true;
      becomeReady();
      report({ state: "ready" });
    } else if ("id" in data) settle(data);
  }

  function start() {
    started = false;
    ready = new Promise((resolve, reject) => {
      becomeReady = resolve;
      giveUp = reject;
    });
    ready.catch(() => {});
    if (!canRun()) {
      fail("this browser has no workers, or no WebAssembly with exceptions", { state: "unsupported" });
      return;
    }
    showProgress({ step: "download", loaded: 0, total: 0 });
    try {
      attach(openWorker(anew));
    } catch (error) {
      fail(String(error), { state: "unsupported" });
    }
  }

  /** @param {Worker | Promise<Worker>} opening */
  async function attach(opening) {
    const own = turn;
    try {
      const opened = await opening;
      if (own !== turn) return opened.terminate();
      worker = opened;
      worker.onmessage = hear;
      // Without a message its script could not be had; with one, before the start, it may be damaged.
      worker.onerror = ({ message }) =>
        fail(message || "the worker did not start", { damaged: Boolean(message) && !started });
    } catch (error) {
      if (own === turn) fail(String(error));
    }
  }

  start();
  return {
    get ready() {
      return ready;
    },
    async ask(question) {
      await ready;
      const id = (last += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        watch(ANSWER_LIMIT, () => fail("no answer within the time limit"));
        if (worker) worker.postMessage({ id, ...question });
      });
    },
    restart() {
      if (started) return;
      restarts = 0;
      close();
      giveUp(new Error("started again"));
      start();
    },
  };
}
