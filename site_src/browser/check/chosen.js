// @ts-check
/* The chosen notice in the form: its windows on the day, its own questions and values, and the clauses that they rest on. */
import { byId } from "./pieces.js";

/**
 * @typedef {Record<string, {values: [value: string, words: string][], why: string, find_out: string}>} Area questions
 *   whose values are an area's affiliations
 * @typedef {{id: string, zh: string, en: string}} Clause
 */

const DAY = 86_400_000;

/** @param {string} id @param {string} today @param {import("../python/words.js").Say} say */
export function drawWindows(id, today, say) {
  for (const list of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-windows]"))) {
    list.hidden = list.dataset.windows !== id;
    for (const window of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-opens]"))) {
      const { opens = "", closes = "" } = window.dataset;
      const state = "unstated" in window.dataset ? "unclear" : today < opens ? "upcoming" : closes && today > closes ? "closed" : "open";
      window.dataset.windowState = state;
      const place = /** @type {HTMLElement} */ (window.querySelector('[data-slot="state"]'));
      place.textContent = say(`window_state.${state}`) + leftOf(state, today, opens, closes, say);
    }
  }
}

/** @param {string} state @param {string} today @param {string} opens @param {string} closes @param {import("../python/words.js").Say} say */
function leftOf(state, today, opens, closes, say) {
  const until = state === "open" ? closes : state === "upcoming" ? opens : "";
  if (!until) return "";
  const count = Math.round((Date.parse(until) - Date.parse(today)) / DAY);
  const one = count === 1 ? "_one" : "";
  return say(state === "open" ? (count ? `days_left${one}` : "last_day") : `days_until${one}`, { count });
}

/** @param {HTMLElement[]} questions @param {Area} area whose values and words they have */
export function drawArea(questions, area) {
  for (const question of questions) {
    const own = area[String(question.dataset.key)];
    if (!own) continue;
    byId(`help-${question.dataset.key}`).textContent = own.why;
    if (own.find_out) byId(`find-${question.dataset.key}`).textContent = own.find_out;
    drawValues(question, new Map(own.values));
  }
}

/** Radios and options stay, so that what was chosen does; those of another area are hidden. @param {HTMLElement} question @param {Map<string, string>} words */
function drawValues(question, words) {
  const fields = /** @type {(HTMLInputElement | HTMLOptionElement)[]} */ ([...question.querySelectorAll("input[name], option")]);
  for (const field of fields) {
    const option = /** @type {HTMLElement} */ (field.closest("label, option"));
    if (!field.value) continue;
    const own = words.get(field.value);
    option.hidden = own === undefined;
    if (own !== undefined) (field instanceof HTMLOptionElement ? field : /** @type {HTMLElement} */ (option.querySelector("span"))).textContent = own;
  }
  const ordered = [...words.keys()].map((value) => fields.find((field) => field.value === value)?.closest("label, option"));
  const unsure = /** @type {HTMLElement} */ (question.querySelector("[data-unsure]")).closest("label, option");
  for (const option of ordered) if (option && unsure) unsure.before(option);
}

/** @param {string} id */
export function drawContacts(id) {
  for (const contact of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-contact]")))
    contact.hidden = contact.dataset.contact !== id;
}

/**
 * Puts the clauses that a topic's questions rest on beneath it, in the notice's own words.
 *
 * @param {HTMLElement} topic @param {Clause[]} clauses @param {"zh" | "en"} language
 * @param {(clause: string) => [address: string, cited: string]} placeOf
 */
export function drawBasis(topic, clauses, language, placeOf) {
  const basis = /** @type {HTMLElement} */ (topic.querySelector("details"));
  basis.hidden = !clauses.length;
  const items = clauses.map((clause) => {
    const link = document.createElement("a");
    link.className = "check-clause";
    [link.href, link.textContent] = placeOf(clause.id);
    const item = document.createElement("li");
    item.append(clause[language], " ", link);
    return item;
  });
  /** @type {Element} */ (basis.querySelector("ul")).replaceChildren(...items);
}
