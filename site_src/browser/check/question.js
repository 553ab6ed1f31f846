// @ts-check
/* A question on the page: its state, its fault, the clauses that it rests on. */
import { byId } from "./verdict.js";

/** @typedef {import("../python/words.js").Say} Say */

/** @param {HTMLElement} question @param {string} state @param {Say} say */
export function showState(question, state, say) {
  if (question.dataset.state === state) return;
  question.dataset.state = state;
  const place = question.querySelector('[data-slot="state"]');
  if (place) place.textContent = say(`state.${state}`);
}

/** @param {HTMLElement} question @param {boolean} faulty @param {Say} say */
export function showFault(question, faulty, say) {
  const place = byId(`fault-${question.dataset.key}`);
  place.hidden = !faulty;
  place.textContent = faulty ? say(`fault.${question.dataset.kind}`) : "";
  for (const field of question.querySelectorAll("input, select"))
    if (faulty) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
}

/** @param {HTMLElement} question @param {HTMLElement[]} items the clauses that it rests on */
export function showBasis(question, items) {
  const basis = question.querySelector("details");
  if (!basis) return;
  basis.hidden = false;
  /** @type {Element} */ (basis.querySelector("ul")).replaceChildren(...items);
}

/** @param {string} text of a clause @param {string} address @param {string} cited how the clause is named */
export function basisOf(text, address, cited) {
  const link = document.createElement("a");
  link.href = address;
  link.className = "check-clause";
  link.textContent = cited;
  const item = document.createElement("li");
  item.append(text, " ", link);
  return item;
}

/** @param {HTMLElement} question moves the focus to its first field */
export function goTo(question) {
  const field = /** @type {HTMLElement | null} */ (question.querySelector("input:checked, input, select"));
  question.scrollIntoView({ block: "center" });
  if (field) field.focus({ preventScroll: true });
}
