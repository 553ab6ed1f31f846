// @ts-check
/* The list of answers beside the result: each in words, with the way to change it. */
import { describeAnswer } from "./answers.js";
import { fillAnswers, givenIn } from "./carry.js";
import { stateOf } from "./question.js";
import { byId } from "./pieces.js";

/**
 * @param {HTMLElement[]} questions those that the notice asks
 * @param {import("./topics.js").Known} known
 */
export function drawReview(questions, { next, say, sayDate }) {
  const shown = questions.filter((question) => stateOf(question, next) !== "idle");
  byId("check-answers-list").replaceChildren(...shown.map((question) => rowOf(question, next, say, sayDate)));
  const idle = questions.filter((question) => !shown.includes(question)).map(({ dataset }) => dataset.short);
  const line = byId("check-answers-idle");
  line.hidden = !idle.length;
  line.textContent = idle.length ? say("idle", { list: idle.join(say("list")) }) : "";
}

/**
 * @param {HTMLElement} question @param {string[] | null} next
 * @param {import("../python/words.js").Say} say @param {import("../python/words.js").SayDate} sayDate
 */
function rowOf(question, next, say, sayDate) {
  const { content } = /** @type {HTMLTemplateElement} */ (byId("check-answer-template"));
  const row = /** @type {HTMLElement} */ (/** @type {Element} */ (content.firstElementChild).cloneNode(true));
  const state = stateOf(question, next);
  row.dataset.state = state;
  const [term, answer] = /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("dt, dd"));
  term.textContent = question.dataset.short || "";
  answer.textContent = state === "faulty" ? say("faulty") : describeAnswer(question, say, sayDate);
  const link = /** @type {HTMLAnchorElement} */ (row.querySelector("a"));
  link.href = `#${question.id}`;
  link.append(state === "answered" ? say("change") : say("answer"));
  const whole = document.createElement("span");
  whole.className = "cd-hidden";
  whole.textContent = ` ${/** @type {Element} */ (question.querySelector("legend")).textContent}`;
  link.append(whole);
  return row;
}

/** What was cleared can be had back. @param {HTMLFormElement} form @param {() => void} ask for the verdict anew */
export function offerToClear(form, ask) {
  const [cleared, undo] = [byId("check-cleared"), byId("check-undo")];
  /** @type {import("./carry.js").Given} */
  let before = [];
  byId("check-clear").addEventListener("click", () => {
    before = givenIn(form);
    fillAnswers(form, []);
    cleared.hidden = false;
    undo.focus();
    ask();
  });
  undo.addEventListener("click", () => {
    fillAnswers(form, before);
    cleared.hidden = true;
    byId("check-clear").focus();
    ask();
  });
}
