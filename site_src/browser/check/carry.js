// @ts-check
/* Carries the answers to the page's twin in the other language, over a reload and, where the reader asks, in a link.
 *
 * To the twin they go by the name of the window, which stays between two pages of a site in the same tab: it is in no
 * address, no history and no storage, and nothing sends it. It is set as the link is followed and emptied as the twin
 * opens. Over a reload they stand in this tab's own entry of the history, where browsers keep the fields of forms
 * themselves, if they do: no other site reads it, and it goes with the tab. In a link they stand in the fragment, which
 * no browser sends; the page that it opens takes them out of its address.
 */

const MARK = "chuding-answers:";
const LINK = "#answers&";
/** Milliseconds after which a page that is still there was not left. */
const STAYED = 5000;

/**
 * @typedef {[name: string, value: string][]} Given
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

/** @param {HTMLFormElement} form @param {string} except the name of the field that is no answer */
export function carryAnswers(form, except) {
  const link = document.querySelector("a[data-twin]");
  link?.addEventListener("click", (event) => {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = /** @type {MouseEvent} */ (event);
    if (button || ctrlKey || metaKey || shiftKey || altKey) return;
    const given = givenIn(form, except);
    if (!given.length) return;
    window.name = MARK + JSON.stringify(given);
    setTimeout(forget, STAYED);
  });
}

/** @param {HTMLFormElement} form @param {string} except the name of the field that is no answer */
export function keepOverReload(form, except) {
  // At once: while a page goes, browsers take nothing more.
  history.replaceState({ ...history.state, answers: givenIn(form, except) }, "");
}

/** @param {HTMLFormElement} form @param {string} except the name of the field that is no answer @returns {Given} */
export function givenIn(form, except) {
  const all = /** @type {Given} */ ([...new FormData(form)]);
  return all.filter(([name, value]) => name !== except && value);
}

/** @param {HTMLFormElement} form @param {string} except @returns {string} this page's address with the answers */
export function linkWithAnswers(form, except) {
  const given = new URLSearchParams(givenIn(form, except));
  return location.href.split("#")[0] + LINK + given;
}

function forget() {
  if (window.name.startsWith(MARK)) window.name = "";
}

/** @returns {Given} the answers of the twin, of this page before its reload, or of the link, if there are any */
export const takeAnswers = () => [...takeFromName(), ...takeFromHistory(), ...takeFromAddress()];

/** @param {HTMLFormElement} form @param {Given} given */
export function fillAnswers(form, given) {
  for (const [name, value] of given)
    for (const field of /** @type {NodeListOf<Field>} */ (form.querySelectorAll("[data-key] :is(input, select)"))) {
      if (field.name !== name) continue;
      if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox"))
        field.checked ||= field.value === value;
      else field.value = value;
    }
}

/** @returns {Given} */
function takeFromName() {
  const carried = window.name.startsWith(MARK) ? window.name.slice(MARK.length) : "[]";
  forget();
  try {
    return JSON.parse(carried);
  } catch {
    return [];
  }
}

/** @returns {Given} */
function takeFromAddress() {
  if (!location.hash.startsWith(LINK)) return [];
  const given = [...new URLSearchParams(location.hash.slice(LINK.length))];
  history.replaceState(history.state, "", location.pathname + location.search);
  return given;
}

/** @returns {Given} */
const takeFromHistory = () => (history.state || {}).answers || [];
