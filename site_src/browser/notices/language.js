// @ts-check
/* In which language a notice's text is read: a choice that stays on the device. */

const KEY = "chuding-text";
const NARROW = "(max-width: 47.99em)";

/** What was chosen on this device; browsers may refuse to keep or to tell it. */
function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} choice */
function keep(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Then it holds for this page.
  }
}

/** Offers the choice. Until one is made both languages stand there, but for a translation on a narrow screen. */
export function chooseText() {
  const form = document.querySelector(".cd-languages");
  const text = document.querySelector("[data-text]");
  if (!(form instanceof HTMLFormElement) || !(text instanceof HTMLElement)) return;
  const radios = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input")]);
  const show = (/** @type {string | null | undefined} */ choice) => {
    const chosen = radios.find(({ value }) => value === choice);
    if (!chosen) return;
    chosen.checked = true;
    text.dataset.text = chosen.value;
  };
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    show(target.value);
    keep(target.value);
  });
  form.hidden = false;
  show(kept() || (matchMedia(NARROW).matches ? form.dataset.narrow : ""));
  // What stood above the reader's clause may be gone.
  document.querySelector(".cd-clause:target")?.scrollIntoView();
}
