// @ts-check
/* The record of a check, for one sheet of paper: notice, day, every question with its answer, and what was decided. */
import { describeAnswer } from "./answers.js";
import { decisiveIn } from "./findings.js";
import { byId, daysOf, nameOf, roundOf, showPart, showText } from "./pieces.js";

/**
 * @typedef {import("../python/selfcheck.js").Explanation} Explanation
 * @typedef {import("./pieces.js").Setting} Setting
 * @typedef {(figure: HTMLElement, text: string) => void} DrawCode
 */

/**
 * @param {HTMLElement[]} questions those that the notice asks
 * @param {{title: string, date: string, place: string}} about `place`: where the check was made
 * @param {import("../python/words.js").Say} say
 * @param {import("../python/words.js").SayDate} sayDate
 */
export function drawRecord(questions, { title, date, place }, say, sayDate) {
  byId("record-notice").textContent = title;
  byId("record-date").textContent = date;
  byId("record-address").textContent = place;
  const rows = questions.map((question) => {
    const row = document.createElement("div");
    const asked = document.createElement("dt");
    asked.textContent = (question.querySelector("legend") || question).textContent;
    const answered = document.createElement("dd");
    answered.textContent = answerOn(question, say, sayDate);
    row.append(asked, answered);
    return row;
  });
  byId("record-answers").replaceChildren(...rows);
}

/**
 * @param {HTMLElement} question @param {import("../python/words.js").Say} say
 * @param {import("../python/words.js").SayDate} sayDate
 */
function answerOn(question, say, sayDate) {
  const { state } = question.dataset;
  if (state === "faulty" || state === "idle") return say(state === "idle" ? "not_asked" : state);
  return describeAnswer(question, say, sayDate);
}

/** @param {Explanation} explanation @param {Setting} setting */
export function recordVerdict(explanation, setting) {
  const { verdict, application } = explanation;
  const { say, language } = setting;
  byId("record-outcome").textContent = application.headline[language];
  showText("record-said", application.said?.[language]);
  showText("record-judged", application.judged?.[language]);
  const titles = application.titles.map((each) => say("title_when", { title: say(`title.${each.title}`), when: each[language] }));
  showText("record-titles", titles.join(say("list")));
  showPart("record-decisive", decisiveIn(explanation).map((finding) => lineOf(finding[language])));
  const materials = verdict.outcome === "ineligible" ? [] : verdict.materials;
  showPart("record-materials", materials.map((material) => {
    const copies = material.copies ? say("copies", { count: material.copies }) : "";
    return lineOf(`${material[language]} ${copies}`);
  }));
  byId("record-more").hidden = !verdict.next.length;
  // Paper has no place for rounds that are over, or are not the next.
  const round = application.window?.round;
  const windows = verdict.windows.filter((window) => window.round === round);
  showPart("record-windows", windows.map((window) => {
    const name = [roundOf(window.round, setting), nameOf(window, setting)].filter(Boolean).join(say("list"));
    return lineOf(say("window", { name, days: daysOf(window, setting) }));
  }));
}

/** @param {string} words */
function lineOf(words) {
  const line = document.createElement("li");
  line.textContent = words;
  return line;
}

/**
 * Draws the code that leads back to the answers as the page is printed.
 *
 * A browser waits for nothing while it prints, so what draws the code is fetched beforehand: once Python is there, when
 * it keeps nothing else waiting.
 *
 * @param {Promise<unknown>} ready @param {() => Promise<DrawCode>} load @param {() => string} address with the answers
 */
export function offerCode(ready, load, address) {
  /** @type {DrawCode | undefined} */
  let draw;
  const fetchIt = () => load().then((loaded) => (draw = loaded));
  // Without Python there is nothing to record, and without a code the record is still whole.
  ready.then(fetchIt).catch(() => {});
  const figure = byId("record-code");
  window.addEventListener("beforeprint", () => {
    if (draw) draw(figure, address());
    figure.hidden = !draw;
  });
}
