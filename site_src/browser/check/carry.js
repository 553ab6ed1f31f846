// @ts-check
/* Carries the answers to the page's twin in the other language, over a reload and, where the reader asks, in a link.
 *
 * To the twin they go by the storage of this tab, which no other site reads or writes, and nothing sends: they are put
 * there as the link is followed, and taken away as the twin opens. Over a reload they stand in this tab's own entry of
 * the history, where browsers keep the fields of forms themselves, if they do: no other site reads it, and it goes with
 * the tab. In a link they stand in the fragment, which no browser sends; the page that it opens takes them out of its
 * address. So they go to the twin as well where a browser stores nothing. Of what arrives, only what answers one of the
 * form's questions is taken.
 */
import { UNSURE, readQuestion, writeAnswer } from "./answers.js";

const KEPT = "chuding-answers";
const LINK = "#answers&";
/** Milliseconds after which a page that is still there was not left. */
const STAYED = 5000;

/** @typedef {[key: string, value: string][]} Given as fields hold them; several for years, UNSURE for “not sure” */

/** @param {HTMLFormElement} form */
export function carryAnswers(form) {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-twin]"));
  link?.addEventListener("click", (event) => {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = /** @type {MouseEvent} */ (event);
    if (button || ctrlKey || metaKey || shiftKey || altKey) return;
    // The twin opens at the same step.
    if (location.hash) link.hash = location.hash;
    const given = givenIn(form);
    if (!given.length) return;
    if (!keep(given)) link.hash = LINK + new URLSearchParams(given);
  });
}

/** @param {Given} given @returns {boolean} whether this tab keeps them for the twin */
function keep(given) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(given));
    setTimeout(forget, STAYED);
    return true;
  } catch {
    return false;
  }
}

const forget = () => sessionStorage.removeItem(KEPT);

/** @param {HTMLFormElement} form @param {string} step that is shown */
export function keepOverReload(form, step) {
  // At once: while a page goes, browsers take nothing more.
  history.replaceState({ ...history.state, answers: givenIn(form), step }, "");
}

/** @param {HTMLFormElement} form @returns {HTMLElement[]} */
const questionsIn = (form) => [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-key]"))];

/** @param {HTMLFormElement} form @returns {Given} */
export function givenIn(form) {
  const keys = questionsIn(form).map(({ dataset }) => String(dataset.key));
  const given = /** @type {Given} */ ([...new FormData(form)]).filter(([name, value]) => keys.includes(name) && value);
  const unsure = questionsIn(form).filter((question) => readQuestion(question).unsure);
  return [...given, ...unsure.map(({ dataset }) => /** @type {Given[number]} */ ([String(dataset.key), UNSURE]))];
}

/**
 * @param {HTMLFormElement} form
 * @returns {string} the page's address with the answers; of a page in a frame, that of the site's own page
 */
export function linkWithAnswers(form) {
  const place = /** @type {HTMLElement} */ (form.closest("[data-check]")).dataset.page + location.search;
  return new URL(place, location.href.split("#")[0]).href + LINK + new URLSearchParams(givenIn(form));
}

/** @returns {Given} the answers of the twin, or of this page before its reload, if there are any */
export function takeAnswers() {
  const carried = takeFromTab();
  return carried.length ? carried : givenOf((history.state || {}).answers);
}

/** @param {HTMLFormElement} form @param {Given} given takes the place of what was answered */
export function fillAnswers(form, given) {
  for (const question of questionsIn(form)) {
    const values = given.filter(([key]) => key === question.dataset.key).map(([, value]) => value);
    writeAnswer(question, values);
  }
}

/** @returns {Given} */
function takeFromTab() {
  try {
    const carried = sessionStorage.getItem(KEPT);
    forget();
    return givenOf(JSON.parse(carried || "[]"));
  } catch {
    return [];
  }
}

/** @param {unknown} kept @returns {Given} what is in it of answers; nothing of whatever else it is */
function givenOf(kept) {
  const pairs = Array.isArray(kept) ? kept : [];
  return pairs.filter((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string"));
}

/** @returns {Given | null} the answers of the link that led here, which leave the address; null without one */
export function takeFromLink() {
  if (!location.hash.startsWith(LINK)) return null;
  const given = /** @type {Given} */ ([...new URLSearchParams(location.hash.slice(LINK.length))]);
  history.replaceState(history.state, "", location.pathname + location.search);
  return given;
}
