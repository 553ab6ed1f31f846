// @ts-check
/* The form as answers: reads it, finds what cannot be used, and tells each answer in the form's own words. */

/**
 * @typedef {{value: unknown, faulty: boolean}} Reading `value` is null where the question is not answered
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

/** @param {HTMLElement} question @returns {Field[]} its fields, without those that the notice does not offer */
function fieldsOf(question) {
  const all = /** @type {NodeListOf<Field>} */ (question.querySelectorAll("input, select"));
  return [...all].filter((field) => !field.closest("label[hidden]"));
}

/** @param {HTMLElement} question @returns {HTMLInputElement[]} */
const ticked = (question) =>
  /** @type {HTMLInputElement[]} */ (fieldsOf(question)).filter((field) => field.checked && field.value);

/** @param {HTMLElement} question @returns {Reading} */
export function readQuestion(question) {
  const kind = question.dataset.kind;
  if (kind === "years") {
    const values = ticked(question).map((box) => box.value);
    const years = values.filter((value) => value !== "none").map(Number);
    return { value: values.length ? years.sort() : null, faulty: false };
  }
  const [field] = fieldsOf(question);
  if (field instanceof HTMLInputElement && field.type === "radio") {
    const chosen = ticked(question)[0];
    const value = chosen ? chosen.value : null;
    return { value: kind === "yes_no" && value ? value === "true" : value, faulty: false };
  }
  if (!field.validity.valid) return { value: null, faulty: true };
  const value = field.value || null;
  return { value: (kind === "year" || kind === "number") && value ? Number(value) : value, faulty: false };
}

/**
 * @param {HTMLElement[]} questions
 * @returns {Record<string, unknown>} the answers that are given and can be used, by key
 */
export function readAnswers(questions) {
  /** @type {Record<string, unknown>} */
  const answers = {};
  for (const question of questions) {
    const { value } = readQuestion(question);
    if (value !== null) answers[String(question.dataset.key)] = value;
  }
  return answers;
}

/**
 * @param {HTMLElement} question
 * @param {import("../python/words.js").Say} say
 * @param {import("../python/words.js").SayDate} sayDate
 * @returns {string} the answer as a record of the check shows it
 */
export function describeAnswer(question, say, sayDate) {
  const { value } = readQuestion(question);
  if (value === null) return say("unanswered");
  if (question.dataset.kind === "date") return sayDate(String(value));
  if (Array.isArray(value)) return value.length ? value.join(say("list")) : say("none");
  const [field] = fieldsOf(question);
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0].text;
  const chosen = ticked(question)[0];
  return chosen ? labelOf(chosen) : String(value);
}

/** @param {HTMLInputElement} field @returns {string} */
function labelOf(field) {
  const label = field.closest("label");
  return label && label.textContent ? label.textContent.trim() : field.value;
}

/**
 * Keeps “none of these years” and years apart, and offers only years that can matter.
 *
 * @param {HTMLElement} question the question of courses
 * @param {[number, number]} asked the first and last year that the notice looks at; the first is 0 for any
 * @param {unknown} workingSince the date on which work began, if answered
 * @param {number} recent how many years are offered where it is not
 */
export function offerYears(question, [first, last], workingSince, recent) {
  const began = workingSince ? Number(String(workingSince).slice(0, 4)) : last - recent + 1;
  const from = Math.min(Math.max(first, began), last);
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (question.querySelectorAll("input"))) {
    const label = field.closest("label");
    const year = Number(field.value);
    if (label && year) label.hidden = year < from || year > last;
  }
}

/** @param {HTMLElement} question the question of courses @param {HTMLInputElement} changed */
export function keepYearsApart(question, changed) {
  if (!changed.checked) return;
  for (const field of /** @type {HTMLInputElement[]} */ (fieldsOf(question)))
    if ((field.value === "none") !== (changed.value === "none")) field.checked = false;
}

/** @param {HTMLElement} question the question of courses */
export function tickEveryYear(question) {
  for (const field of /** @type {HTMLInputElement[]} */ (fieldsOf(question))) field.checked = field.value !== "none";
}
