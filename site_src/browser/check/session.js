// @ts-check
/* What a self-check page works at: Python, the notices, and `window.selfcheck`; the content before it may change. */
import { startEngine } from "../python/engine.js";
import { makeNoticeReader, makeSelfCheck } from "../python/selfcheck.js";

/**
 * @typedef {{
 *   selfcheck: import("../python/selfcheck.js").SelfCheck,
 *   readNotice: (notice: unknown) => Promise<string>,
 *   restart: () => void,
 *   attend: (hear: (state: import("../python/engine.js").EngineState) => void, assume: Assume) => void,
 * }} Session `attend`: the content that now hears how far Python is, and tells what a request leaves out
 * @typedef {() => {notice: string, today: string}} Assume
 */

/**
 * @param {import("../python/engine.js").OpenWorker} openWorker
 * @param {number} limit milliseconds without progress after which the start has failed
 * @param {(id: string) => Promise<string | null>} getNotice
 * @returns {Session}
 */
export function openSession(openWorker, limit, getNotice) {
  /** @type {(state: import("../python/engine.js").EngineState) => void} */
  let hear = () => {};
  /** @type {Assume} */
  let assume;
  /** @type {import("../python/engine.js").EngineState} */
  let state;
  const engine = startEngine(openWorker, limit, (now) => {
    state = now;
    hear(now);
  });
  const readNotice = makeNoticeReader(getNotice);
  const selfcheck = makeSelfCheck(engine, readNotice, () => assume());
  /** @type {any} */ (window).selfcheck = selfcheck;
  return {
    selfcheck,
    readNotice,
    restart: engine.restart,
    attend(listener, assumed) {
      [hear, assume] = [listener, assumed];
      hear(state);
    },
  };
}
