// @ts-check
/* Carries the answers to the page's twin in the other language.
 *
 * They go by the name of the window, which stays between two pages of a site in the same tab: it is in no address, no
 * history and no storage, and nothing sends it. It is set as the link is followed and emptied as the twin opens.
 */

const MARK = "chuding-answers:";
/** Milliseconds after which a page that is still there was not left. */
const STAYED = 5000;

/**
 * @typedef {[name: string, value: string][]} Given
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

/** @param {HTMLFormElement} form @param {string} except the name of the field that is no answer @returns {Given} */
export function givenIn(form, except) {
  const fields = /** @type {Given} */ ([...new FormData(form)]);
  return fields.filter(([name, value]) => name !== except && value);
}

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

function forget() {
  if (window.name.startsWith(MARK)) window.name = "";
}

/** @returns {Given} the answers that the twin gave, if it did */
export function takeAnswers() {
  const carried = window.name.startsWith(MARK) ? window.name.slice(MARK.length) : "[]";
  forget();
  try {
    return JSON.parse(carried);
  } catch {
    return [];
  }
}

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
