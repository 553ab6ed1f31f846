// @ts-check
/* Draws a verdict: what Python decided, in the page's words, and nothing that it did not decide. */

/**
 * @typedef {import("../python/selfcheck.js").Verdict} Verdict
 * @typedef {import("../python/selfcheck.js").Explanation} Explanation
 * @typedef {{clauses: Record<string, string>, title: string, rounds: Record<string, string>}} NoticeWords
 * @typedef {{
 *   say: import("../python/words.js").Say, sayDate: import("../python/words.js").SayDate, language: "zh" | "en",
 *   notice: NoticeWords, titles: Record<string, string>, signs: Record<string, string>,
 *   questionOf: (key: string) => HTMLElement,
 *   linkTo: (notice: string, clause: string) => string,
 * }} Setting
 */

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/** @param {string} id @param {string | null} text shown, or hidden where there is none */
function showText(id, text) {
  const place = byId(id);
  place.hidden = !text;
  place.textContent = text || "";
}

/** @param {Element} within @param {string} sign */
function showSign(within, sign) {
  const use = within.querySelector("use");
  if (use) use.setAttribute("href", `#check-sign-${sign}`);
}

/** @param {ParentNode} item @param {string} slot @param {string | null | undefined} text without any the slot goes */
function fillSlot(item, slot, text) {
  const place = item.querySelector(`[data-slot="${slot}"]`);
  if (!place) return;
  if (text) place.textContent = text;
  else place.remove();
}

/** @param {ParentNode} item @param {string} notice @param {string | null} clause @param {Setting} setting */
function fillClause(item, notice, clause, setting) {
  const link = /** @type {HTMLAnchorElement | null} */ (item.querySelector('[data-slot="clause"]'));
  if (!link) return;
  if (clause) linkClause(link, notice, clause, setting);
  else link.remove();
}

/** @param {HTMLAnchorElement} link @param {string} id @param {string} clause @param {Setting} setting */
function linkClause(link, id, clause, { notice, linkTo }) {
  link.href = linkTo(id, clause);
  link.textContent = notice.clauses[clause] || clause;
}

/** @param {string} template @returns {HTMLElement} */
function copyOf(template) {
  const content = /** @type {HTMLTemplateElement} */ (byId(template)).content;
  return /** @type {HTMLElement} */ (/** @type {Element} */ (content.firstElementChild).cloneNode(true));
}

/** @param {string} part @param {HTMLElement[]} items hides the part where there is none */
function showPart(part, items) {
  const section = byId(part);
  section.hidden = items.length === 0;
  const list = section.querySelector("ul, ol");
  if (list) list.replaceChildren(...items);
}

/** @param {Explanation} explanation @param {Setting} setting */
export function drawVerdict(explanation, setting) {
  const { verdict } = explanation;
  drawOutcome(verdict, setting);
  drawFindings(explanation, setting);
  drawWhatIf(explanation, setting);
  drawNext(verdict, setting);
  drawMaterials(verdict, setting);
  drawWindows(verdict, setting);
  showPart(
    "verdict-residual",
    verdict.outcome === "ineligible" ? [] : verdict.residual.map((item) => itemOf(verdict, setting, item)),
  );
  placeContact(verdict);
}

/** @param {Verdict} verdict @param {Setting} setting */
function drawOutcome({ outcome, title, titles: open, earliest, round }, { say, sayDate, notice, titles, signs }) {
  const place = byId("verdict");
  const others = outcome === "ineligible" ? [] : open.filter((other) => other.title !== title);
  place.dataset.outcome = byId("check-bar").dataset.outcome = outcome;
  showSign(byId("verdict-heading"), signs[outcome]);
  byId("verdict-outcome").textContent = say(`outcome.${outcome}`);
  byId("verdict-said").textContent = say(`said.${outcome}`, { title: notice.title });
  showText("verdict-level", title && say("level", { title: say(`title.${title}`) }));
  drawTitles(others, say, sayDate);
  // Whoever is refused is told of time together with all else that would have to change.
  const waits = outcome === "ineligible" ? null : earliest;
  showText("verdict-earliest", waits && say("earliest", { date: sayDate(waits) }));
  showText("verdict-round", waits && !round ? say("no_round") : null);
  if (waits && round) showRound(round, say("round"), titles[round]);
}

/**
 * The other titles that the education opens, each with its own outcome.
 *
 * @param {Verdict["titles"]} others @param {Setting["say"]} say @param {Setting["sayDate"]} sayDate
 */
function drawTitles(others, say, sayDate) {
  const list = byId("verdict-titles");
  const items = others.map(({ title, outcome, earliest }) => {
    const words = { title: say(`title.${title}`), outcome: say(`outcome.${outcome}`) };
    const item = document.createElement("li");
    item.textContent = earliest
      ? say("other_title_from", { ...words, date: sayDate(earliest) })
      : say("other_title", words);
    return item;
  });
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
}

/** @param {string} round @param {string} words @param {string | undefined} title */
function showRound(round, words, title) {
  const link = document.createElement("a");
  link.href = `?notice=${round}`;
  link.dataset.other = round;
  link.textContent = title || round;
  const place = byId("verdict-round");
  place.replaceChildren(words, link);
  place.hidden = false;
}

/** @param {Explanation} explanation @param {Setting} setting */
function drawFindings(explanation, setting) {
  const { verdict } = explanation;
  const incomplete = verdict.outcome === "incomplete";
  // While questions are open, they themselves are what decides.
  const decisive = verdict.findings.filter(({ rule }) => !incomplete && explanation.decisive.includes(rule));
  showPart("verdict-decisive", decisive.map((finding) => decisiveOf(explanation, setting, finding)));
  showPart("verdict-findings", verdict.findings.map((finding) => findingOf(verdict, setting, finding)));
}

/** @param {Verdict} verdict @param {Setting} setting @param {import("../python/selfcheck.js").Finding} finding */
function findingOf(verdict, setting, finding) {
  const { say, language } = setting;
  const item = copyOf("check-finding-template");
  item.dataset.status = finding.status;
  item.dataset.rule = finding.rule;
  showSign(item, finding.status);
  fillSlot(item, "status", say(`status.${finding.status}`));
  fillSlot(item, "rule", say(`rule.${finding.rule}`));
  fillSlot(item, "text", finding[language]);
  fillClause(item, verdict.notice, finding.clause, setting);
  return item;
}

/**
 * A finding with the way forward, where there is one.
 *
 * @param {Explanation} explanation @param {Setting} setting @param {import("../python/selfcheck.js").Finding} finding
 */
function decisiveOf({ verdict, elsewhere, what_if: sets }, setting, finding) {
  const item = findingOf(verdict, setting, finding);
  // What could still change it is told by itself.
  if (finding.status !== "unmet" || sets.length) return item;
  const place = document.createElement("p");
  place.className = "check-instead";
  if (finding.rule === "affiliation" && elsewhere) {
    const link = document.createElement("a");
    link.href = `?notice=${elsewhere}`;
    link.dataset.other = elsewhere;
    link.textContent = setting.say("elsewhere", { title: setting.titles[elsewhere] || elsewhere });
    place.append(link);
  } else place.textContent = setting.say(`instead.${finding.rule}`);
  item.append(place);
  return item;
}

/** @param {Explanation} explanation @param {Setting} setting */
function drawWhatIf({ verdict, what_if: sets }, setting) {
  const items = sets.map((set) => {
    const item = copyOf("check-item-template");
    item.dataset.outcome = set.outcome;
    fillSlot(item, "text", set[setting.language]);
    fillSlot(item, "more", null);
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

/** @param {Verdict} verdict @param {Setting} setting */
function drawMaterials(verdict, setting) {
  const shown = verdict.outcome === "ineligible" ? [] : verdict.materials;
  const items = shown.map((item) => {
    const copies = item.copies ? setting.say("copies", { count: item.copies }) : null;
    return itemOf(verdict, setting, item, copies);
  });
  showPart("verdict-materials", items);
  const more = byId("verdict-materials").querySelector("p");
  if (more) more.hidden = verdict.next.length === 0;
}

/**
 * @param {Verdict["windows"][number]} window @param {Setting["say"]} say @param {Setting["sayDate"]} sayDate
 * @returns {string} its days, of which a notice may state one side or none
 */
function daysOf({ opens, closes, words }, say, sayDate) {
  if (opens && closes) return say("interval", { opens: sayDate(opens), closes: sayDate(closes) });
  if (opens) return say("from", { opens: sayDate(opens) });
  if (closes) return say("until", { closes: sayDate(closes) });
  return words ? say("quoted", { words }) : say("all_year");
}

/** @param {Verdict} verdict @param {Setting} setting */
function drawWindows(verdict, setting) {
  const { say, sayDate } = setting;
  byId("verdict-closed").hidden = !verdict.windows.every((window) => window.state === "closed");
  const items = verdict.windows.map((window) => {
    const aside = [window.round && (setting.notice.rounds[window.round] || window.round), window.who?.[setting.language]];
    const named = say(`window_name.${window.key}`);
    const asides = aside.filter(Boolean).join(say("list"));
    const name = asides ? say("aside", { name: named, aside: asides }) : named;
    const words = say("window", { name, days: daysOf(window, say, sayDate) });
    const stated = { clause: window.clause, zh: words, en: words };
    const item = itemOf(verdict, setting, stated, say(`window_state.${window.state}`));
    item.dataset.windowState = window.state;
    return item;
  });
  showPart("verdict-windows", items);
}

/**
 * @param {Verdict} verdict @param {Setting} setting @param {{clause: string, zh: string, en: string}} stated
 * @param {string | null} [more]
 */
function itemOf(verdict, setting, stated, more) {
  const item = copyOf("check-item-template");
  fillSlot(item, "text", stated[setting.language]);
  fillSlot(item, "more", more);
  fillClause(item, verdict.notice, stated.clause, setting);
  return item;
}

/** Whoever must ask finds the telephone number beside what is open. @param {Verdict} verdict */
function placeContact({ outcome }) {
  const contact = byId("verdict-contact");
  const before = byId(outcome === "refer" ? "verdict-next" : "verdict-residual");
  if (before.nextElementSibling !== contact) before.after(contact);
}

/**
 * @param {Verdict} verdict @param {Pick<Setting, "say" | "titles" | "signs">} setting
 * @returns {HTMLElement} a notice's title and outcome
 */
export function outcomeOf({ notice: id, outcome, title }, { say, titles, signs }) {
  const item = copyOf("check-every-template");
  item.dataset.outcome = outcome;
  showSign(item, signs[outcome]);
  const level = title ? say("every_level", { title: say(`title.${title}`) }) : null;
  fillSlot(item, "outcome", say(`outcome.${outcome}`));
  fillSlot(item, "level", level);
  const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
  link.href = `?notice=${id}`;
  link.dataset.other = id;
  link.textContent = titles[id];
  return item;
}
