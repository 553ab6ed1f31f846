// @ts-check
/* Carries the answers to the page's twin in the other language, and over a reload into a new release of the site.
 *
 * They go by the name of the window, which stays between two pages of a site in the same tab: it is in no address, no
 * history and no storage, and nothing sends it. It is set as the link is followed and emptied as the twin opens.
 */

const MARK = "chuding-answers:";
/** Milliseconds after which a page that is still there was not left. */
const STAYED = 5000;

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/** @param {HTMLFormElement} form @param {string} except the name of the field that is no answer */
export function carryAnswers(form, except) {
  const keep = () => {
    const given = [...new FormData(form)].filter(([name, value]) => name !== except && value);
    if (!given.length) return;
    window.name = MARK + JSON.stringify(given);
    setTimeout(forget, STAYED);
  };
  const link = document.querySelector("a[data-twin]");
  link?.addEventListener("click", (event) => {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = /** @type {MouseEvent} */ (event);
    if (!(button || ctrlKey || metaKey || shiftKey || altKey)) keep();
  });
  addEventListener("chuding:reload", keep);
}

function forget() {
  if (window.name.startsWith(MARK)) window.name = "";
}

/** @param {HTMLFormElement} form takes the answers that the twin gave, if it did */
export function takeAnswers(form) {
  const carried = window.name.startsWith(MARK) ? window.name.slice(MARK.length) : "[]";
  forget();
  /** @type {[string, string][]} */
  let given;
  try {
    given = JSON.parse(carried);
  } catch {
    return;
  }
  for (const [name, value] of given)
    for (const field of /** @type {NodeListOf<Field>} */ (form.querySelectorAll("[data-key] :is(input, select)"))) {
      if (field.name !== name) continue;
      if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox"))
        field.checked ||= field.value === value;
      else field.value = value;
    }
}
