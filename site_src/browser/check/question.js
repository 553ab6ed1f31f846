// @ts-check
/* A question on the page: its state, and whether it is folded away. */
import { readQuestion } from "./answers.js";
import { byId } from "./pieces.js";

/**
 * @typedef {"answered" | "unsure" | "faulty" | "open" | "waiting" | "idle"} State `waiting`: for an answer above it;
 *   `idle`: without an answer, and none can matter
 */

/**
 * @param {HTMLElement} question
 * @param {string[] | null} next the open answers that still matter, once known
 * @returns {State}
 */
export function stateOf(question, next) {
  const { value, fault, unsure } = readQuestion(question);
  if (value !== null) return "answered";
  if (fault) return "faulty";
  if (unsure) return "unsure";
  if (next && !next.includes(String(question.dataset.key))) return "idle";
  return before(question).every(isSaid) ? "open" : "waiting";
}

/** @param {HTMLElement} question @returns {HTMLElement[]} those of its step that must be answered before it */
function before(question) {
  const step = /** @type {HTMLElement} */ (question.closest("[data-step-id]"));
  const keys = (question.dataset.after || "").split(" ").filter(Boolean);
  const found = keys.map((key) => /** @type {HTMLElement | null} */ (step.querySelector(`[data-key="${key}"]`)));
  return /** @type {HTMLElement[]} */ (found.filter((other) => other && !other.hidden));
}

/** @param {HTMLElement} question */
function isSaid(question) {
  const { value, unsure } = readQuestion(question);
  return value !== null || unsure;
}

/** @param {HTMLElement} question @param {State} state */
export function showState(question, state) {
  question.dataset.state = state;
  byId(`find-${question.dataset.key}`).hidden = state !== "unsure";
}

/** @param {HTMLElement} question @param {string | undefined} words what is to be said of its answer, if anything */
export function showNote(question, words) {
  const place = byId(`note-${question.dataset.key}`);
  place.hidden = !words;
  place.textContent = words || "";
}

/** @param {HTMLElement} question @param {State} state what need not be answered, or not yet, makes room */
export const fold = (question, state) => question.toggleAttribute("data-folded", state === "idle" || state === "waiting");

/** @param {HTMLElement} question moves the focus to its first field */
export function goTo(question) {
  const field = /** @type {HTMLElement | null} */ (question.querySelector("input:checked, input, select"));
  question.scrollIntoView({ block: "center" });
  if (field) field.focus({ preventScroll: true });
}
