// @ts-check
/* The record of a check, for paper: address, date, notice, and every question with its answer, or none. */
import { describeAnswer } from "./answers.js";
import { byId } from "./verdict.js";

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
    const row = document.createElement("tr");
    const asked = document.createElement("th");
    asked.scope = "row";
    asked.textContent = (question.querySelector("legend") || question).textContent;
    const answered = document.createElement("td");
    answered.textContent = describeAnswer(question, say, sayDate);
    row.append(asked, answered);
    return row;
  });
  byId("record-answers").replaceChildren(...rows);
}
