// @ts-check
/* Shows the form a step at a time. The address names the step, so that the browser's own buttons go back and forth. */
import { targetOf } from "../frame/target.js";
import { goTo } from "./question.js";

/**
 * @typedef {{
 *   readonly current: string,
 *   readonly changing: boolean,
 *   readonly arriving: boolean,
 *   go: (place: string) => void,
 *   enter: (focus: boolean) => void,
 * }} Steps `current`: the id of a step, or RESULT; `changing`: a single answer is being changed, from the result;
 *   `arriving`: the address names another step already, which is not shown yet; `go` leads to an element's id,
 *   `enter` shows what the address names
 */

export const START = "start";
export const RESULT = "verdict";

/**
 * @param {HTMLElement} check
 * @param {() => void} entered hears that another step is shown
 * @returns {Steps}
 */
export function openSteps(check, entered) {
  const sections = /** @type {HTMLElement[]} */ ([...check.querySelectorAll("[data-step-id]")]);
  let current = START;
  let changing = false;
  let shownAt = location.hash;

  /** @param {Element | null} target @returns {string | null} the step that an element stands in */
  function stepOf(target) {
    const place = target && check.contains(target) ? target.closest("[data-step-id], [data-result]") : null;
    if (!(place instanceof HTMLElement)) return null;
    return place.dataset.stepId || RESULT;
  }

  /** @returns {string | undefined} the step that was shown before a reload */
  function keptStep() {
    const { step } = history.state || {};
    return [RESULT, ...sections.map(({ dataset }) => dataset.stepId)].find((known) => known === step);
  }

  /** @param {boolean} focus */
  function enter(focus) {
    const target = targetOf(location.hash);
    const named = stepOf(target);
    const step = named || keptStep() || (location.hash ? current : START);
    const single = Boolean(named && target?.matches("[data-key]"));
    if (single || step === START || step === RESULT) changing = single && current === RESULT;
    current = step;
    shownAt = location.hash;
    check.dataset.step = step;
    for (const section of sections) section.hidden = section.dataset.stepId !== step;
    entered();
    // By the browser's own button back to the first step, which no address names.
    const first = location.hash ? null : sections.find((section) => section.dataset.stepId === step);
    const place = named ? target : first;
    if (focus && place instanceof HTMLElement) show(place);
  }

  /** @param {HTMLElement} target a step, a question, or the verdict */
  function show(target) {
    if (target.matches("[data-key]")) return goTo(target);
    const heading = /** @type {HTMLElement} */ (target.matches("[tabindex]") ? target : target.querySelector("[tabindex]"));
    heading.focus({ preventScroll: true });
    target.scrollIntoView();
  }

  return {
    get current() {
      return current;
    },
    get changing() {
      return changing;
    },
    get arriving() {
      return location.hash !== shownAt;
    },
    go(place) {
      if (location.hash === `#${place}`) enter(true);
      else location.hash = place;
    },
    enter,
  };
}
