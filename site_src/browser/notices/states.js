// @ts-check
/* How windows and rounds stand on the reader's day: nothing that the site's build knows depends on a day.
 *
 * A window's element has its days, the page the words. A round stands by its windows: open while all of them are,
 * partly closed once one is over and another is not, and of several rounds the first that is not over counts.
 */

import { readData } from "../frame/data.js";
import { fill } from "../python/words.js";

const DAY = 86_400_000;

/**
 * @typedef {"upcoming" | "open" | "closed" | "unclear"} State
 * @typedef {{state: State, days: number | null}} Standing days to the first day, or after today to the last
 * @typedef {Record<string, string>} Words
 */

/** The reader's day, as ISO writes it. */
export function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** @param {string} from @param {string} to */
const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Both days of a window are in it. @param {DOMStringMap} window @param {string} day @returns {Standing} */
function standingOf({ opens = "", closes = "", unstated }, day) {
  if (unstated !== undefined) return { state: "unclear", days: null };
  if (day < opens) return { state: "upcoming", days: daysBetween(day, opens) };
  if (closes && day > closes) return { state: "closed", days: null };
  return { state: "open", days: closes ? daysBetween(day, closes) : null };
}

/** @param {Standing[]} windows of one round @returns {{state: string, days: number | null}} */
function standingOfRound(windows) {
  const daysOf = (/** @type {State} */ state) =>
    windows.filter((window) => window.state === state).map(({ days }) => days ?? Infinity);
  const least = (/** @type {number[]} */ days) => (days.length && Math.min(...days) < Infinity ? Math.min(...days) : null);
  const [open, upcoming, closed] = [daysOf("open"), daysOf("upcoming"), daysOf("closed")];
  if (open.length) return { state: closed.length ? "partly" : "open", days: least(open) };
  if (upcoming.length) return { state: "upcoming", days: least(upcoming) };
  return { state: closed.length === windows.length ? "closed" : "unclear", days: null };
}

/** @param {Words} words @param {string} kind @param {{state: string, days: number | null}} standing */
function wordsOf(words, kind, { state, days }) {
  const counted = ["open", "partly"].includes(state);
  const form = days === null ? (counted ? "_always" : "") : days === 0 ? "_last" : days === 1 ? "_one" : "";
  return fill(words[`${kind}.${state}${form}`] || "", { days });
}

/** @param {Element} whole @param {Words} words @param {string} day */
function markRound(whole, words, day) {
  const place = whole.querySelector("[data-standing]");
  const windows = /** @type {HTMLElement[]} */ ([...whole.querySelectorAll("[data-round]")]);
  if (!(place instanceof HTMLElement) || !windows.length) return;
  /** @type {Map<string, Standing[]>} */
  const rounds = new Map();
  for (const row of windows) {
    const shown = row.querySelector(".cd-window");
    if (!(shown instanceof HTMLElement)) continue;
    const round = row.dataset.round || "";
    rounds.set(round, [...(rounds.get(round) || []), standingOf(shown.dataset, day)]);
  }
  const standings = [...rounds].map(([round, own]) => ({ round, ...standingOfRound(own) }));
  const current = standings.find(({ state }) => state !== "closed") || standings[standings.length - 1];
  const said = wordsOf(words, "round", current);
  place.textContent = current.round ? fill(words.named, { round: current.round, state: said }) : said;
  place.dataset.standing = current.state;
  place.hidden = false;
  // Of several rounds those that are neither this one nor the next take the first screen from it.
  for (const row of windows) row.hidden = "brief" in row.dataset && row.dataset.round !== current.round;
}

/** Says beside each window, and of each round as a whole, how it stands today. */
export function markStates() {
  const [words, day] = [readData("state-words"), today()];
  if (!words) return;
  for (const shown of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-opens]"))) {
    const standing = standingOf(shown.dataset, day);
    shown.dataset.windowState = standing.state;
    const place = shown.querySelector(".cd-window__state");
    if (!(place instanceof HTMLElement)) continue;
    place.textContent = wordsOf(words, "window", standing);
    place.hidden = false;
  }
  for (const whole of document.querySelectorAll("[data-windows]")) markRound(whole, words, day);
}

/** Marks states now, and whenever a page that was left open is looked at again. */
export function followStates() {
  markStates();
  document.addEventListener("visibilitychange", markStates);
}
