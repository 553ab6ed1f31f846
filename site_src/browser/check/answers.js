// @ts-check
/* The form as answers: reads and writes each question, and tells its answer in the form's own words. */
import { partsOf, readNumber, readParts, readYear, splitDate } from "./dates.js";

/**
 * @typedef {{value: unknown, fault: string | null, unsure: boolean}} Reading `value` is null where the question is not
 *   answered; `fault` says why what stands there cannot be used
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

/** Stands for “not sure” where answers are carried; it is no answer. */
export const UNSURE = "?";

/** @param {HTMLElement} question @returns {Field[]} the fields that bear its key */
const fieldsOf = (question) => [.../** @type {NodeListOf<Field>} */ (question.querySelectorAll("[name]"))];

/** @param {HTMLElement} question @param {string} part @returns {HTMLInputElement} year, month or day of a date */
const partOf = (question, part) => /** @type {HTMLInputElement} */ (question.querySelector(`[data-part=${part}]`));

/** @param {Field} field @returns {field is HTMLInputElement} */
const isTicked = (field) => field instanceof HTMLInputElement && field.checked && !field.closest("label[hidden]");

/** @param {HTMLElement} question @returns {boolean} whether the reader has chosen “not sure” */
function isUnsure(question) {
  const [field] = fieldsOf(question);
  if (field instanceof HTMLSelectElement) return "unsure" in (field.selectedOptions[0]?.dataset ?? {});
  return Boolean(question.querySelector("[data-unsure]:checked"));
}

/** @param {HTMLElement} question @returns {Reading} */
export function readQuestion(question) {
  const unsure = isUnsure(question);
  const [field] = fieldsOf(question);
  switch (question.dataset.kind) {
    case "years":
      return { value: unsure ? null : readYears(question), fault: null, unsure };
    case "date":
      return { ...readDate(question, field.value), unsure };
    case "year":
      return { ...readText(field.value, readYear(field.value, limitsOf(question)), "year"), unsure };
    case "number":
      return { ...readText(field.value, readNumber(field.value), "number"), unsure };
    default:
      return { value: unsure ? null : readChoice(question, field), fault: null, unsure };
  }
}

/** @param {HTMLElement} question @returns {number[] | null} */
function readYears(question) {
  const values = fieldsOf(question).filter(isTicked).map(({ value }) => value);
  return values.length ? values.filter((value) => value !== "none").map(Number).sort() : null;
}

/** @param {HTMLElement} question @param {string} value @returns {import("./dates.js").Written} */
function readDate(question, value) {
  if (!value) return readParts(writtenIn(question), limitsOf(question));
  const { value: read } = readParts(partsOf(value), limitsOf(question));
  return { value: read, fault: read === null ? "date" : null };
}

/** @param {string} text @param {number | null} value @param {string} fault */
const readText = (text, value, fault) => ({ value, fault: text.trim() && value === null ? fault : null });

/** @param {HTMLElement} question @param {Field} field @returns {string | boolean | null} */
function readChoice(question, field) {
  const ticked = fieldsOf(question).find(isTicked);
  const offered = field instanceof HTMLSelectElement && !field.selectedOptions[0]?.hidden ? field.value : "";
  const value = (ticked ? ticked.value : offered) || null;
  return question.dataset.kind === "yes_no" && value ? value === "true" : value;
}

/** @param {HTMLElement} question @returns {import("./dates.js").Limits} */
const limitsOf = ({ dataset }) => [Number(dataset.first), Number(dataset.last)];

/** @param {HTMLElement} question of a date @returns {import("./dates.js").Parts} */
export const writtenIn = (question) => ({
  year: partOf(question, "year").value,
  month: partOf(question, "month").value,
  day: partOf(question, "day").value,
});

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

/** @param {HTMLElement} question @param {string[]} values as fields hold them; none clears it, UNSURE is “not sure” */
export function writeAnswer(question, values) {
  const unsure = values[0] === UNSURE;
  for (const field of fieldsOf(question))
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox"))
      field.checked = values.includes(field.value);
    else field.value = unsure ? "" : values[0] || "";
  const mark = /** @type {HTMLInputElement | HTMLOptionElement | null} */ (question.querySelector("[data-unsure]"));
  if (mark instanceof HTMLOptionElement) mark.selected ||= unsure;
  else if (mark) mark.checked = unsure;
  if (question.dataset.kind === "date") showParts(question, fieldsOf(question)[0].value);
}

/** @param {HTMLElement} question of a date @param {string} value */
function showParts(question, value) {
  for (const [part, text] of Object.entries(partsOf(value))) partOf(question, part).value = text;
}

/**
 * Keeps a question's fields in step with the one that has just changed: “not sure” and answers, “none” and years, the
 * three parts of a date and the field that bears its key.
 *
 * @param {HTMLElement} question @param {HTMLInputElement} changed
 */
export function keepInStep(question, changed) {
  const mark = /** @type {HTMLInputElement | null} */ (question.querySelector("input[data-unsure]"));
  if (changed === mark && mark.type === "checkbox") {
    if (mark.checked) writeAnswer(question, [UNSURE]);
    return;
  }
  if (mark && mark.type === "checkbox") mark.checked = false;
  if (question.dataset.kind === "date") keepDate(question, changed);
  if (question.dataset.kind === "years" && changed.checked)
    for (const field of /** @type {HTMLInputElement[]} */ (fieldsOf(question)))
      if ((field.value === "none") !== (changed.value === "none")) field.checked = false;
}

/** @param {HTMLElement} question @param {HTMLInputElement} changed */
function keepDate(question, changed) {
  const [field] = fieldsOf(question);
  if (changed === field) showParts(question, field.value);
  else field.value = readParts(writtenIn(question), limitsOf(question)).value || "";
}

/** Shows what was written in one piece, or in full width, as it was understood. @param {HTMLElement} question */
export function tidy(question) {
  const { kind } = question.dataset;
  const { value } = readQuestion(question);
  const whole = kind === "date" && splitDate(writtenIn(question).year);
  if (whole) showParts(question, `${whole.year}-${whole.month}${whole.day && `-${whole.day}`}`);
  else if ((kind === "year" || kind === "number") && value !== null) fieldsOf(question)[0].value = String(value);
}

/**
 * @param {HTMLElement} question
 * @param {import("../python/words.js").Say} say
 * @param {import("../python/words.js").SayDate} sayDate
 * @returns {string} the answer as a record of the check shows it
 */
export function describeAnswer(question, say, sayDate) {
  const { value, unsure } = readQuestion(question);
  if (unsure) return say("unsure");
  if (value === null) return say("unanswered");
  if (question.dataset.kind === "date") return sayDate(String(value));
  if (Array.isArray(value)) return value.length ? value.join(say("list")) : say("none");
  return wordsOf(question, String(value));
}

/** @param {HTMLElement} question @param {string} value @returns {string} as the form words it */
export function wordsOf(question, value) {
  const options = [...question.querySelectorAll("option"), ...fieldsOf(question)];
  const option = /** @type {HTMLElement | undefined} */ (options.find((one) => "value" in one && one.value === value));
  const words = option instanceof HTMLOptionElement ? option.text : option?.closest("label")?.textContent;
  return (words || value).trim();
}
