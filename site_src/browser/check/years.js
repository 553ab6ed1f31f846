// @ts-check
/* The question of years: offers those that can matter, and all of them at once. */

/** @param {HTMLElement} question @returns {HTMLInputElement[]} the years' boxes, the latest first */
const boxesOf = (question) =>
  [.../** @type {NodeListOf<HTMLInputElement>} */ (question.querySelectorAll("[name]"))].filter(({ value }) => Number(value));

/** @param {HTMLInputElement} box */
const isOffered = (box) => !(/** @type {HTMLElement} */ (box.closest("label")).hidden);

/** @param {HTMLElement} question @returns {number[]} the years that are offered, the earliest first */
export const offeredYears = (question) => boxesOf(question).filter(isOffered).map(({ value }) => Number(value)).reverse();

/**
 * @param {HTMLElement} question
 * @param {[number, number]} asked the first and last year that the notice looks at; the first is 0 for any
 * @param {unknown} began the day on which work began, if answered
 * @param {number} recent how many years are offered where it is not, beside those that are ticked
 */
export function offerYears(question, [first, last], began, recent) {
  const start = began ? Number(String(began).slice(0, 4)) : last - recent + 1;
  const from = Math.min(Math.max(first, start), last);
  for (const box of boxesOf(question)) {
    const year = Number(box.value);
    const kept = box.checked && !began;
    /** @type {HTMLElement} */ (box.closest("label")).hidden = !kept && (year < from || year > last);
  }
  const every = /** @type {HTMLInputElement | null} */ (question.querySelector("[data-every]"));
  if (every) every.checked = boxesOf(question).filter(isOffered).every((box) => box.checked);
}

/** @param {HTMLElement} question @param {boolean} ticked */
export function tickEveryYear(question, ticked) {
  for (const box of boxesOf(question).filter(isOffered)) box.checked = ticked;
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (question.querySelectorAll("[value=none], [data-unsure]")))
    field.checked &&= !ticked;
}
