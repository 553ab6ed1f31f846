// @ts-check
/* Draws a verdict: what Python decided, in the page's words, and nothing that it did not decide. */
import { drawFindings, drawWhatIf } from "./findings.js";
import { WAITING, drawHead } from "./head.js";
import {
  byId, copyOf, daysOf, fillAmended, fillClause, fillSlot, linkNotice, nameOf, roundOf, showPart, showSign,
} from "./pieces.js";
import { recordVerdict } from "./record.js";

/**
 * @typedef {import("../python/selfcheck.js").Verdict} Verdict
 * @typedef {import("../python/selfcheck.js").Explanation} Explanation
 * @typedef {import("./pieces.js").Setting} Setting
 */

/** @param {Explanation} explanation @param {Setting} setting */
export function drawVerdict(explanation, setting) {
  const { verdict } = explanation;
  drawHead(explanation, setting);
  drawNext(verdict, setting);
  drawFindings(explanation, setting);
  drawMaterials(verdict, setting);
  drawWindows(verdict, setting);
  showPart("verdict-residual", verdict.outcome === "ineligible" ? [] : verdict.residual.map((stated) => {
    const item = copyOf("check-item-template");
    fillSlot(item, "text", stated[setting.language]);
    for (const slot of ["more", "amended"]) fillSlot(item, slot, null);
    fillClause(item, verdict.notice, stated.clause, setting);
    return item;
  }));
  drawWhatIf(explanation, setting);
  recordVerdict(explanation, setting);
}

/** @param {Verdict} verdict @param {Setting} setting */
function drawNext({ next }, { questionOf }) {
  const items = next.map((key) => {
    const link = document.createElement("a");
    link.href = `#q-${key}`;
    link.dataset.question = key;
    link.textContent = (questionOf(key).querySelector("legend") || link).textContent;
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  showPart("verdict-next", items);
}

/** Each with a box to tick, which is kept nowhere but here. @param {Verdict} verdict @param {Setting} setting */
function drawMaterials(verdict, setting) {
  const part = byId("verdict-materials");
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (part.querySelectorAll("input:checked"));
  const ticked = new Set([...boxes].map((box) => box.value));
  const items = (verdict.outcome === "ineligible" ? [] : verdict.materials).map((material) => {
    const item = copyOf("check-material-template");
    const box = /** @type {HTMLInputElement} */ (item.querySelector("input"));
    box.value = material.key;
    box.checked = ticked.has(material.key);
    fillSlot(item, "text", material[setting.language]);
    fillSlot(item, "more", material.copies ? setting.say("copies", { count: material.copies }) : null);
    fillClause(item, verdict.notice, material.clause, setting);
    fillAmended(item, material.amended_by, setting);
    return item;
  });
  showPart("verdict-materials", items);
  const more = part.querySelector("p");
  if (more) more.hidden = verdict.next.length === 0;
}

/** By rounds, where a notice has several. @param {Verdict} verdict @param {Setting} setting */
function drawWindows(verdict, setting) {
  const rounds = new Set(verdict.windows.map(({ round }) => round));
  const items = verdict.windows.map((window) => {
    const item = copyOf("check-item-template");
    const name = nameOf(window, setting);
    const round = rounds.size > 1 ? roundOf(window.round, setting) : null;
    const words = { name: round ? setting.say("of_round", { round, name }) : name, days: daysOf(window, setting) };
    fillSlot(item, "text", setting.say("window", words));
    fillSlot(item, "more", setting.say(`window_state.${window.state}`));
    fillClause(item, verdict.notice, window.clause, setting);
    fillAmended(item, window.amended_by, setting);
    Object.assign(item.dataset, { windowState: window.state, opens: window.opens || "", closes: window.closes || "" });
    return item;
  });
  showPart("verdict-windows", items);
}

/**
 * @param {Verdict} verdict @param {Pick<Setting, "say" | "titles" | "signs">} setting
 * @returns {HTMLElement} a notice's name, the outcome, and whether its windows are closed
 */
export function outcomeOf({ notice: id, outcome, title, windows }, { say, titles, signs }) {
  const item = copyOf("check-every-template");
  const closed = windows.length > 0 && windows.every(({ state }) => state === "closed");
  item.dataset.outcome = outcome;
  if (closed) item.dataset.application = "closed";
  showSign(item, closed && outcome === "eligible" ? WAITING : signs[outcome]);
  const state = closed ? say("window_state.closed") : null;
  const aside = [title && say(`title.${title}`), state].filter(Boolean).join(say("list"));
  fillSlot(item, "outcome", say(`outcome.${outcome}`));
  fillSlot(item, "level", aside ? say("every_level", { title: aside }) : null);
  linkNotice(/** @type {HTMLAnchorElement} */ (item.querySelector("a")), id, { titles });
  return item;
}
