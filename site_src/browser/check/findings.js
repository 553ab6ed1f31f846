// @ts-check
/* What a verdict stands on: the findings that decide it, and every condition one by one. */
import { byId, copyOf, fillClause, fillSlot, linkClause, linkNotice, showPart, showSign } from "./pieces.js";

/**
 * @typedef {import("../python/selfcheck.js").Explanation} Explanation
 * @typedef {import("../python/selfcheck.js").Finding} Finding
 * @typedef {import("./pieces.js").Setting} Setting
 */

/** @param {Explanation} explanation @param {Setting} setting */
export function drawFindings(explanation, setting) {
  const { verdict } = explanation;
  showPart("verdict-decisive", decisiveIn(explanation).map((finding) => decisiveOf(explanation, setting, finding)));
  byId("verdict-all").textContent = setting.say("all_findings", { count: verdict.findings.length });
  showPart("verdict-findings", verdict.findings.map((finding) => findingOf(explanation, setting, finding)));
}

/** @param {Explanation} explanation @returns {Finding[]} none while questions are open: then they are what decides */
export function decisiveIn({ verdict, decisive }) {
  return verdict.outcome === "incomplete" ? [] : verdict.findings.filter(({ rule }) => decisive.includes(rule));
}

/** @param {Explanation} explanation @param {Setting} setting @param {Finding} finding */
function findingOf({ verdict, quotes }, setting, finding) {
  const { say, language } = setting;
  const item = copyOf("check-finding-template");
  item.dataset.status = finding.status;
  item.dataset.rule = finding.rule;
  showSign(item, finding.status);
  fillSlot(item, "status", say(`status.${finding.status}`));
  fillSlot(item, "rule", say(`rule.${finding.rule}`));
  fillSlot(item, "text", finding[language]);
  fillClause(item, verdict.notice, finding.clause, setting);
  // In Chinese the sentence quotes the clause itself.
  fillQuote(item, finding.clause && language !== "zh" ? quotes[finding.clause] : undefined);
  return item;
}

/**
 * The clause in the reader's language, and behind it the words that hold.
 *
 * @param {HTMLElement} item @param {{zh: string, en: string} | undefined} clause
 */
function fillQuote(item, clause) {
  fillSlot(item, "quote", clause?.en);
  fillSlot(item, "original", clause?.zh);
  if (!clause) item.querySelector(".check-original")?.remove();
}

/**
 * A finding with the way forward, where there is one.
 *
 * @param {Explanation} explanation @param {Setting} setting @param {Finding} finding
 */
function decisiveOf(explanation, setting, finding) {
  const { elsewhere, what_if: sets } = explanation;
  const item = findingOf(explanation, setting, finding);
  // What could still change it is told by itself.
  if (finding.status !== "unmet" || sets.length) return item;
  const place = document.createElement("p");
  place.className = "check-instead";
  if (finding.rule === "affiliation" && elsewhere) {
    const link = document.createElement("a");
    linkNotice(link, elsewhere, setting);
    link.textContent = setting.say("elsewhere", { title: link.textContent });
    place.append(link);
  } else place.textContent = setting.say(`instead.${finding.rule}`);
  item.append(place);
  return item;
}

/** @param {Explanation} explanation @param {Setting} setting */
export function drawWhatIf({ verdict, what_if: sets }, setting) {
  const items = sets.map((set) => {
    const item = copyOf("check-item-template");
    item.dataset.outcome = set.outcome;
    fillSlot(item, "text", set[setting.language]);
    for (const slot of ["more", "amended"]) fillSlot(item, slot, null);
    const slot = /** @type {HTMLAnchorElement} */ (item.querySelector('[data-slot="clause"]'));
    for (const clause of new Set(set.changes.map((change) => change.clause))) {
      const link = /** @type {HTMLAnchorElement} */ (slot.cloneNode());
      linkClause(link, verdict.notice, clause, setting);
      item.append(link, " ");
    }
    slot.remove();
    return item;
  });
  showPart("verdict-what-if", items);
}
