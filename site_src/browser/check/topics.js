// @ts-check
/* The form's topics: which still matter, how far the reader is, what is not asked and why, and what is usual. */
import { describeAnswer, readQuestion, wordsOf, writeAnswer } from "./answers.js";
import { fold, stateOf } from "./question.js";
import { offeredYears, tickEveryYear } from "./years.js";

/**
 * @typedef {{
 *   next: string[] | null, touched: HTMLElement | null,
 *   say: import("../python/words.js").Say, sayDate: import("../python/words.js").SayDate,
 * }} Known `next`: the open answers that still matter, once known; `touched`: the question answered last on this step
 */

/** How many years are named one by one. */
const NAMED = 4;
/** Fewer answers are given as quickly one by one. */
const TOGETHER = 2;

/** @param {HTMLElement} topic @returns {HTMLElement[]} its questions that the notice asks */
export const askedIn = (topic) =>
  /** @type {HTMLElement[]} */ ([...topic.querySelectorAll("[data-key]")]).filter((question) => !question.hidden);

/** @param {HTMLElement[]} topics @param {string[] | null} next @returns {HTMLElement[]} those with a question that matters */
export const relevant = (topics, next) =>
  topics.filter((topic) => askedIn(topic).some((question) => stateOf(question, next) !== "idle"));

/** @param {HTMLElement} topic @param {string[] | null} next @returns {boolean} whether it has a question without a word said */
export const isOpen = (topic, next) =>
  askedIn(topic).some((question) => ["open", "waiting"].includes(stateOf(question, next)));

/**
 * Folds away what need not be answered, and says so; what was answered last keeps its place.
 *
 * @param {HTMLElement} topic @param {Known} known
 */
export function foldTopic(topic, known) {
  const asked = askedIn(topic);
  const held = known.touched ? asked.indexOf(known.touched) : -1;
  asked.forEach((question, index) => {
    const state = stateOf(question, known.next);
    if (index > held || state === "open") fold(question, state);
  });
  const idle = asked.filter((question) => stateOf(question, known.next) === "idle");
  showLine(topic, "idle", idle.map((question) => reasonOf(question, known)), known.say);
  showLine(topic, "usual", usualIn(topic, known).map((question) => usualOf(question, known)), known.say, TOGETHER);
}

/**
 * @param {HTMLElement} topic @param {string} name of the slot and its words @param {string[]} items
 * @param {import("../python/words.js").Say} say @param {number} [least] of items for which the line stands there
 */
function showLine(topic, name, items, say, least = 1) {
  const place = /** @type {HTMLElement} */ (topic.querySelector(`[data-slot="${name}"]`));
  const words = /** @type {HTMLElement} */ (place.querySelector("p") || place);
  place.hidden = items.length < least;
  words.textContent = place.hidden ? "" : say(name, { list: items.join(say("and")) });
}

/** @param {HTMLElement} question @param {Known} known @returns {string} what is not asked, and since when */
function reasonOf(question, { say, sayDate }) {
  const { short: name, after = "" } = question.dataset;
  const keys = after.split(" ").filter(Boolean);
  const given = keys.map((key) => document.getElementById(`q-${key}`)).find((other) => other && readQuestion(other).value !== null);
  if (!given) return say("idle_item", { name });
  return say("idle_since", { name, asked: given.dataset.short, answer: describeAnswer(given, say, sayDate) });
}

/** @param {HTMLElement} topic @param {Known} known @returns {HTMLElement[]} open questions whose usual answer is known */
const usualIn = (topic, { next }) =>
  askedIn(topic).filter((question) => {
    if (!question.dataset.usual || !["open", "waiting"].includes(stateOf(question, next))) return false;
    return question.dataset.kind !== "years" || offeredYears(question).length > 0;
  });

/** @param {HTMLElement} question @param {Known} known @returns {string} its usual answer in words */
function usualOf(question, { say }) {
  const { short: name, usual, kind } = question.dataset;
  if (kind !== "years") return say("usual_item", { name, answer: wordsOf(question, String(usual)) });
  const years = offeredYears(question);
  const span = say("years", { first: years[0], last: years[years.length - 1] });
  return say("usual_item", { name, answer: years.length > NAMED ? span : years.join(say("list")) });
}

/** Gives the usual answers to what is still open. @param {HTMLElement} topic @param {Known} known */
export function answerAsUsual(topic, known) {
  for (const question of usualIn(topic, known))
    if (question.dataset.kind === "years") tickEveryYear(question, true);
    else writeAnswer(question, [String(question.dataset.usual)]);
}

/**
 * Says beside each topic how far it is: the result is the last step, and topics that no longer matter are none.
 *
 * @param {HTMLElement[]} topics @param {Known} known
 */
export function countSteps(topics, { next, say }) {
  const counted = relevant(topics, next);
  for (const topic of topics) {
    const before = counted.filter((other) => topics.indexOf(other) < topics.indexOf(topic)).length;
    const words = say("count", { at: before + 1, most: Math.max(counted.length, before + 1) + 1 });
    const place = /** @type {HTMLElement} */ (topic.querySelector('[data-slot="count"]'));
    if (place.textContent !== words) place.textContent = words;
  }
}
