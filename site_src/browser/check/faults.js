// @ts-check
/* What cannot be read is said at its question, once its field is left; it stops nobody. */
import { readQuestion, writtenIn } from "./answers.js";
import { goTo } from "./question.js";
import { byId } from "./pieces.js";

/**
 * @typedef {{
 *   draw: (question: HTMLElement) => void,
 *   changed: (question: HTMLElement) => void,
 *   tell: (questions: HTMLElement[]) => boolean,
 * }} Faults `draw` shows a question's fault, unless it is just being answered; `changed` hears of an answer;
 *   `tell` leads to the first fault that had not been told yet, if there is one
 */

/**
 * @param {() => Set<string>} refused answers that Python could not use
 * @param {import("../python/words.js").Say} say
 * @returns {Faults}
 */
export function makeFaults(refused, say) {
  /** @type {Set<HTMLElement>} */
  const told = new Set();

  /** @param {HTMLElement} question @returns {string | null} */
  function faultOf(question) {
    const { key, kind } = question.dataset;
    return readQuestion(question).fault || (refused().has(String(key)) ? String(kind) : null);
  }

  /** @param {HTMLElement} question @param {string | null} fault */
  function show(question, fault) {
    const place = byId(`fault-${question.dataset.key}`);
    const words = fault ? say(`fault.${fault}`, question.dataset.kind === "date" ? writtenIn(question) : {}) : "";
    place.hidden = !fault;
    if (place.textContent !== words) place.textContent = words;
    for (const field of question.querySelectorAll("input:not([tabindex]), select"))
      if (fault) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    if (fault) told.add(question);
  }

  return {
    draw(question) {
      const fault = faultOf(question);
      // While a date is being typed it is not yet wrong.
      if (!fault || !question.contains(document.activeElement)) show(question, fault);
    },
    changed: (question) => void told.delete(question),
    tell(questions) {
      const faulty = questions.find((question) => faultOf(question) && !told.has(question));
      if (!faulty) return false;
      show(faulty, faultOf(faulty));
      goTo(faulty);
      return true;
    },
  };
}
