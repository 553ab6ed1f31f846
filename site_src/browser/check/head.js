// @ts-check
/* The head of a verdict: what is true today, which title when, and what to do next. */
import { byId, daysOf, linkNotice, roundOf, showSign, showText } from "./pieces.js";

/**
 * @typedef {import("../python/selfcheck.js").Explanation} Explanation
 * @typedef {import("./pieces.js").Setting} Setting
 */

/** The sign of whoever meets the conditions while nobody can apply. */
export const WAITING = "not_yet";

/** @param {Explanation} explanation @param {Setting} setting */
export function drawHead(explanation, setting) {
  const { verdict, application } = explanation;
  const { language, signs, say, titles } = setting;
  const { outcome, notice } = verdict;
  for (const place of [byId("verdict"), byId("check-bar"), byId("check-record")]) {
    place.dataset.outcome = outcome;
    place.dataset.application = application.state;
  }
  const waits = outcome === "eligible" && application.state !== "open";
  showSign(byId("verdict-heading"), waits ? WAITING : signs[outcome]);
  const round = roundOf(application.window?.round, setting);
  byId("verdict-notice").textContent = round ? say("aside", { name: titles[notice], aside: round }) : titles[notice];
  byId("verdict-outcome").textContent = application.headline[language];
  showText("verdict-said", application.said?.[language]);
  showText("verdict-judged", application.judged?.[language]);
  drawTitles(application.titles, setting);
  drawSteps(explanation, setting);
}

/**
 * The titles that the education opens, soonest first, each with its time.
 *
 * @param {Explanation["application"]["titles"]} titles @param {Setting} setting
 */
function drawTitles(titles, { say, language }) {
  const list = byId("verdict-titles");
  const items = titles.map((each) => {
    const item = document.createElement("li");
    const when = document.createElement("span");
    const title = document.createElement("b");
    item.dataset.outcome = each.outcome;
    title.textContent = say(`title.${each.title}`);
    when.textContent = each[language];
    item.append(title, " ", when);
    return item;
  });
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
}

/** @param {Explanation} explanation @param {Setting} setting */
function drawSteps(explanation, setting) {
  const { application, verdict, elsewhere } = explanation;
  const place = byId("verdict-steps");
  const list = /** @type {HTMLElement} */ (place.querySelector("ul"));
  const all = /** @type {HTMLElement[]} */ ([...list.children]);
  const led = { elsewhere, round: verdict.round, later: application.later };
  for (const item of all) {
    const step = String(item.dataset.do);
    item.hidden = !application.steps.includes(step);
    if (item.hidden) continue;
    fillStep(item, /** @type {Record<string, string | null>} */ (led)[step], explanation, setting);
  }
  // In the order in which they are to be done.
  const order = application.steps.map((step) => all.find((item) => item.dataset.do === step));
  list.append(...order.flatMap((item) => (item ? [item] : [])));
  place.hidden = order.length === 0;
}

/**
 * @param {HTMLElement} item @param {string | null | undefined} notice that the step leads to
 * @param {Explanation} explanation @param {Setting} setting
 */
function fillStep(item, notice, { application, verdict }, setting) {
  const link = item.querySelector("a");
  if (!link) return;
  if (notice) linkNotice(link, notice, setting);
  if (link.hash === "#verdict-next") link.href = `#q-${verdict.next[0]}`;
  if (link.dataset.slot === "count") link.textContent = setting.say("prepare", { count: verdict.materials.length });
  if (link.dataset.slot === "days" && application.following) {
    const { following } = application;
    link.textContent = setting.say("following", { round: roundOf(following.round, setting), days: daysOf(following, setting) });
  }
}
