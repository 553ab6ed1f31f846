// @ts-check
/* What a verdict is put together from: elements by id, copies of the page's templates, and their slots. */

/**
 * @typedef {import("../python/selfcheck.js").Verdict} Verdict
 * @typedef {import("../python/selfcheck.js").Window} Window
 * @typedef {{clauses: Record<string, string>, title: string, rounds: Record<string, string>}} NoticeWords
 * @typedef {{
 *   say: import("../python/words.js").Say, sayDate: import("../python/words.js").SayDate, language: "zh" | "en",
 *   notice: NoticeWords, titles: Record<string, string>, signs: Record<string, string>,
 *   questionOf: (key: string) => HTMLElement,
 *   linkTo: (notice: string, clause: string) => string,
 * }} Setting `titles`: short names of notices by id
 */

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/** @param {string} id @param {string | null | undefined} text shown, or hidden where there is none */
export function showText(id, text) {
  const place = byId(id);
  place.hidden = !text;
  place.textContent = text || "";
}

/** @param {Element} within @param {string} sign */
export function showSign(within, sign) {
  const use = within.querySelector("use");
  if (use) use.setAttribute("href", `#check-sign-${sign}`);
}

/** @param {string} template @returns {HTMLElement} */
export function copyOf(template) {
  const content = /** @type {HTMLTemplateElement} */ (byId(template)).content;
  return /** @type {HTMLElement} */ (/** @type {Element} */ (content.firstElementChild).cloneNode(true));
}

/** @param {ParentNode} item @param {string} slot @param {string | null | undefined} text without any the slot goes */
export function fillSlot(item, slot, text) {
  const place = item.querySelector(`[data-slot="${slot}"]`);
  if (!place) return;
  if (text) place.textContent = text;
  else place.remove();
}

/** @param {ParentNode} item @param {string} notice @param {string | null} clause @param {Setting} setting */
export function fillClause(item, notice, clause, setting) {
  const link = /** @type {HTMLAnchorElement | null} */ (item.querySelector('[data-slot="clause"]'));
  if (!link) return;
  if (clause) linkClause(link, notice, clause, setting);
  else link.remove();
}

/** @param {HTMLAnchorElement} link @param {string} id @param {string} clause @param {Setting} setting */
export function linkClause(link, id, clause, { notice, linkTo }) {
  link.href = linkTo(id, clause);
  link.textContent = notice.clauses[clause] || clause;
}

/** A link that holds the same answers against another notice. @param {HTMLAnchorElement} link @param {string} id @param {Pick<Setting, "titles">} setting */
export function linkNotice(link, id, { titles }) {
  link.href = `?notice=${id}`;
  link.dataset.other = id;
  link.textContent = titles[id] || id;
}

/**
 * Says by which notice something was changed, and leads to its words.
 *
 * @param {ParentNode} item @param {{notice: string, clause: string} | undefined} by @param {Setting} setting
 */
export function fillAmended(item, by, { say, titles, linkTo }) {
  const place = item.querySelector('[data-slot="amended"]');
  if (!place) return;
  if (!by) {
    place.remove();
    return;
  }
  const link = document.createElement("a");
  link.href = linkTo(by.notice, by.clause);
  link.textContent = say("amended", { notice: titles[by.notice] || by.notice });
  place.replaceChildren(link);
}

/** @param {string} part @param {HTMLElement[]} items hides the part where there is none */
export function showPart(part, items) {
  const section = byId(part);
  section.hidden = items.length === 0;
  const list = section.querySelector("ul, ol");
  if (list) list.replaceChildren(...items);
}

/**
 * @param {Window} window @param {Setting} setting
 * @returns {string} its days, of which a notice may state one side or none
 */
export function daysOf({ opens, closes, words }, { say, sayDate }) {
  if (words) return say("quoted", { words });
  if (opens && closes) return say("interval", { opens: sayDate(opens), closes: sayDate(closes) });
  if (opens) return say("from", { opens: sayDate(opens) });
  return closes ? say("until", { closes: sayDate(closes) }) : say("all_year");
}

/** @param {Window} window @param {Setting} setting @returns {string} what it is for, and for whom */
export function nameOf({ key, who }, { say, language }) {
  const name = say(`window_name.${key}`);
  return who ? say("aside", { name, aside: who[language] }) : name;
}

/** @param {string | null | undefined} round @param {Setting} setting @returns {string | null} as the notice calls it */
export const roundOf = (round, { notice }) => (round ? notice.rounds[round] || round : null);
