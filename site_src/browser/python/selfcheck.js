// @ts-check
/* The self-check for programs: other pages of the same site start it by `startSelfCheck`. */
import { InputError, startEngine } from "./engine.js";
import { isoDate } from "./words.js";

/**
 * @typedef {{rule: string, clause: string | null, status: string, zh: string, en: string}} Finding
 * @typedef {{notice: string, clause: string}} AmendedBy
 * @typedef {{key: string, clause: string, copies: number | null, zh: string, en: string, amended_by?: AmendedBy}} Material
 * @typedef {{zh: string, en: string}} Text
 * @typedef {{
 *   key: string, clause: string, opens: string | null, closes: string | null, state: string, words?: string,
 *   round?: string, who?: Text, amended_by?: AmendedBy,
 * }} Window
 * @typedef {{title: string, clause: string, outcome: string, earliest: string | null}} Title
 * @typedef {{clause: string, zh: string, en: string}} Residual
 * @typedef {{
 *   notice: string, outcome: string, title: string | null, titles: Title[], findings: Finding[], earliest: string | null,
 *   round: string | null, materials: Material[], windows: Window[], residual: Residual[], next: string[],
 * }} Verdict
 * @typedef {{key: string, to: unknown, clause: string, zh: string, en: string}} Change
 * @typedef {{changes: Change[], outcome: string, title: string | null, round: string | null, zh: string, en: string}} WhatIf
 * @typedef {{
 *   state: string, window: Window | null, following: Window | null, later: string | null, headline: Text,
 *   said: Text | null, judged: Text | null, titles: (Title & Text)[], steps: string[],
 * }} Application
 * @typedef {{
 *   verdict: Verdict, application: Application, quotes: Record<string, Text>, decisive: string[], elsewhere: string | null, what_if: WhatIf[],
 *   notes: {key: string, zh: string, en: string}[],
 * }} Explanation
 * @typedef {{notice: unknown, answers?: unknown, today?: string}} Request `notice`: an id or a published notice
 * @typedef {{notices: unknown[], answers?: unknown, today?: string}} RequestOfEvery
 * @typedef {{
 *   readonly ready: Promise<void>,
 *   evaluate: (request: Request) => Promise<Verdict>,
 *   evaluateText: (request: Request) => Promise<string>,
 *   explain: (request: Request) => Promise<Explanation>,
 *   evaluateEvery: (request: RequestOfEvery) => Promise<Verdict[]>,
 * }} SelfCheck
 */

const UNKNOWN = "notice: expected the id of a published notice";
/** Milliseconds without any progress after which Python has failed to start. */
const TIME_LIMIT = 90_000;
/** Where Python's worker lies, seen from the script that this becomes part of: the build writes it in. */
const WORKER = "{worker}";

/** @param {unknown} value @returns {string} JSON text as it is, anything else as JSON */
const asJson = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/**
 * Asks the server each time: unlike an asset's, a notice's address may lead to another one in the next release.
 *
 * @param {URL} root the site's root
 * @returns {(id: string) => Promise<string | null>} the published notice, as text; null where there is none
 */
export function noticesUnder(root) {
  return async (id) => {
    const response = await fetch(new URL(`notices/${id}.json`, root).href, { cache: "no-cache" });
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`notices/${id}.json: ${response.status}`);
    return response.text();
  };
}

/**
 * Reads published notices, each once.
 *
 * @param {(id: string) => Promise<string | null>} getNotice
 * @returns {(notice: unknown) => Promise<string>} from an id, a published notice or its text to its text
 */
export function makeNoticeReader(getNotice) {
  /** @type {Map<string, Promise<string>>} */
  const read = new Map();

  /** @param {string} id @returns {Promise<string>} */
  async function fetchNotice(id) {
    const text = await getNotice(id);
    if (text === null) throw new InputError(`${UNKNOWN}, found ${id}`, "notice");
    return text;
  }

  return (notice) => {
    if (notice === undefined || notice === null) return Promise.reject(new InputError(UNKNOWN, "notice"));
    if (typeof notice !== "string" || notice.trim().startsWith("{")) return Promise.resolve(asJson(notice));
    if (!/^[a-z0-9._-]+$/.test(notice)) return Promise.reject(new InputError(UNKNOWN, "notice"));
    let text = read.get(notice);
    if (!text) {
      text = fetchNotice(notice);
      // A failure is not kept: the next question asks again.
      text.catch(() => read.delete(notice));
      read.set(notice, text);
    }
    return text;
  };
}

/**
 * @param {import("./engine.js").Engine} engine
 * @param {(notice: unknown) => Promise<string>} readNotice
 * @param {() => {notice?: string, today: string}} assumed what a request leaves out
 * @returns {SelfCheck}
 */
export function makeSelfCheck(engine, readNotice, assumed) {
  /** @param {"evaluate" | "explain"} ask @param {Request} request */
  async function askText(ask, { notice = assumed().notice, answers = {}, today = assumed().today }) {
    return engine.ask({ ask, notice: await readNotice(notice), answers: asJson(answers), today });
  }

  /** @param {RequestOfEvery} request */
  async function evaluateEvery({ notices, answers = {}, today = assumed().today }) {
    const texts = await Promise.all(notices.map(readNotice));
    return JSON.parse(await engine.ask({ ask: "every", notice: asJson(texts), answers: asJson(answers), today }));
  }

  return Object.freeze({
    get ready() {
      return engine.ready;
    },
    evaluateText: (/** @type {Request} */ request) => askText("evaluate", request),
    evaluate: async (/** @type {Request} */ request) => JSON.parse(await askText("evaluate", request)),
    explain: async (/** @type {Request} */ request) => JSON.parse(await askText("explain", request)),
    evaluateEvery,
  });
}

/** @type {import("./engine.js").OpenWorker} Python's, from the runtime that this file is made for */
export function openWorker(anew) {
  const address = new URL(WORKER, import.meta.url);
  if (!anew) return new Worker(address);
  // A worker's script cannot be asked for past the cache: it is taken from where this puts it.
  return fetch(address, { cache: "reload" })
    .then((response) => response.arrayBuffer())
    .then(() => new Worker(address, { name: "anew" }));
}

/**
 * Starts Python and gives the self-check; `today` is the device's where a request leaves it out.
 *
 * @param {{root?: string | URL, report?: (state: import("./engine.js").EngineState) => void}} [setting]
 *   `root`: the site that the notices are read from, else the one that this file belongs to;
 *   `report` hears how far the start is
 * @returns {SelfCheck}
 */
export function startSelfCheck({ root = new URL("../../../", import.meta.url), report = () => {} } = {}) {
  const engine = startEngine(openWorker, TIME_LIMIT, report);
  const readNotice = makeNoticeReader(noticesUnder(new URL(root, document.baseURI)));
  return makeSelfCheck(engine, readNotice, () => ({ today: isoDate(new Date()) }));
}
