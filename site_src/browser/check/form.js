// @ts-check
/* The self-check page: ties form, Python and verdict together. Nothing leaves the page; nothing is stored. */
import { keepYearsApart, offerYears, readAnswers, readQuestion, tickEveryYear } from "./answers.js";
import { fillAnswers, keepOverReload, linkWithAnswers } from "./carry.js";
import { drawEngine, showNoticeFailed, showWork, summarise } from "./bar.js";
import { basisOf, goTo, showBasis, showFault, showState } from "./question.js";
import { drawRecord } from "./record.js";
import { byId, drawVerdict, outcomeOf } from "./verdict.js";
import { isoDate, makeSay, makeSayDate } from "../python/words.js";

/**
 * @typedef {{
 *   title: string, questions: Record<string, string[]>, affiliations: string[],
 *   years: {key: string, since: string, first: number, last: number}[], clauses: Record<string, string>, rounds: Record<string, string>,
 * }} NoticeOnPage
 * @typedef {{
 *   language: "zh" | "en", root: string, links: {notice: string, clause: string}, place: string | null,
 *   timeLimit: number, notices: Record<string, NoticeOnPage>, words: Record<string, string>,
 *   signs: Record<string, string>, recentYears: number,
 * }} PageData `links` have {notice} and {clause}; `place` is how a record names the page, its address where null;
 *   `signs` of outcomes; `recentYears`: how many years are offered while it is open when work began
 */

// The page: set as it opens

/** @type {PageData} */
let data;
/** @type {import("./session.js").Session} */
let session;
/** @type {import("../python/words.js").Say} */
let say;
/** @type {import("../python/words.js").SayDate} */
let sayDate;
/** @type {HTMLFormElement} */
let form;
/** @type {HTMLSelectElement} */
let select;
/** @type {HTMLElement[]} */
let questions;
/** @type {Record<string, string>} */
let titles;

/** Long enough that a verdict does not follow every tick of a list of years. */
const SETTLE = { years: 1500, other: 150 };

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let latest = 0;
let running = false;
/** @type {string[] | null} the open answers that still matter, once known */
let next = null;
/** @type {Set<string>} answers that Python could not use */
let refused = new Set();

const address = new URLSearchParams(location.search);
const given = address.get("today");
const isGiven = Boolean(given && /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)));
const today = () => (isGiven ? String(given) : isoDate(new Date()));

/** @param {string} key @returns {HTMLElement} */
const questionOf = (key) => byId(`q-${key}`);
const notice = () => data.notices[select.value];
const asked = () => questions.filter((question) => !question.hidden);

/** @param {string} id @param {string} clause @returns {string} where the clause can be read */
const linkTo = (id, clause) => data.links.clause.replace("{notice}", id).replace("{clause}", clause);

// Python

/** @param {import("../python/engine.js").EngineState} state */
function showEngine(state) {
  running = state.state === "ready";
  drawEngine(state, say);
  showWork(false);
  if (state.state === "ready") update();
  else if (state.state !== "starting") summarise(say(`engine.${state.state}`));
}

// From the form to the verdict

/** @param {number} delay */
function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(update, delay);
  showWork(running);
  drawForm();
}

async function update() {
  clearTimeout(timer);
  refused = new Set();
  keepOverReload(form, select.name);
  drawForm();
  if (!running) return;
  const number = (latest += 1);
  showWork(true);
  const answers = readAnswers(asked());
  try {
    const explanation = await explain(answers);
    if (number === latest) show(explanation);
  } catch (error) {
    // A lost worker reports itself; what is left is a notice that could not be read.
    if (number !== latest || !running) return;
    showWork(false);
    showNoticeFailed(true);
  }
}

/**
 * The verdict on the answers and what explains it; an answer that Python cannot use is told at its question and left out.
 *
 * @param {Record<string, unknown>} answers
 * @returns {Promise<import("../python/selfcheck.js").Explanation>}
 */
async function explain(answers) {
  try {
    return await session.selfcheck.explain({ notice: select.value, answers, today: today() });
  } catch (error) {
    const key = /** @type {{key?: string | null}} */ (error).key;
    if (!key || !(key in answers)) throw error;
    refused.add(key);
    const { [key]: _, ...rest } = answers;
    return explain(rest);
  }
}

/** @param {import("../python/selfcheck.js").Explanation} explanation */
function show(explanation) {
  const { verdict, notes } = explanation;
  next = verdict.next;
  showNoticeFailed(false);
  showWork(false);
  const { language } = data;
  drawVerdict(explanation, { say, sayDate, language, notice: notice(), titles, signs: data.signs, questionOf, linkTo });
  for (const question of questions) {
    const note = notes.find(({ key }) => key === question.dataset.key);
    const place = byId(`note-${question.dataset.key}`);
    place.hidden = !note;
    place.textContent = note ? note[data.language] : "";
  }
  byId("every-notices").replaceChildren();
  const outcome = say(`outcome.${verdict.outcome}`);
  summarise(say(next.length ? "summary_next" : "summary", { outcome, count: next.length }));
  drawForm();
}

// The form

/** Marks every question as open, answered, not needed or faulty, and keeps the record up to date. */
function drawForm() {
  for (const { key, since, first, last } of notice().years)
    offerYears(questionOf(key), [first, last], readQuestion(questionOf(since)).value, data.recentYears);
  for (const question of asked()) {
    const { value, faulty: incomplete } = readQuestion(question);
    const faulty = incomplete || refused.has(String(question.dataset.key));
    const needed = !next || next.includes(String(question.dataset.key));
    // While a date is being typed it is not yet wrong.
    const told = faulty && !question.contains(document.activeElement);
    if (told || !faulty) showFault(question, told, say);
    showState(question, told ? "faulty" : value !== null ? "answered" : needed || faulty ? "open" : "idle", say);
  }
  const words = say(isGiven ? "by_given_date" : "by_date", { date: sayDate(today()) });
  byId("verdict-date").textContent = words;
  drawRecord(asked(), { title: notice().title, date: words, place: data.place || location.href }, say, sayDate);
}

/** Shows the questions, values and telephone numbers of the chosen notice; answers stay as they are. */
function drawNotice() {
  const { questions: known, affiliations } = notice();
  for (const question of questions) question.hidden = !(String(question.dataset.key) in known);
  for (const group of form.querySelectorAll("section"))
    group.hidden = !group.querySelector("[data-key]:not([hidden])");
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=affiliation]"))) {
    const label = field.closest("label");
    if (label) label.hidden = Boolean(field.value) && !affiliations.includes(field.value);
  }
  for (const contact of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-contact]")))
    contact.hidden = contact.dataset.contact !== select.value;
  /** @type {HTMLAnchorElement} */ (byId("check-notice-link")).href = data.links.notice.replace("{notice}", select.value);
  next = null;
  drawBasis();
}

/** Puts the clauses that each question rests on beneath it, in the notice's own words. */
async function drawBasis() {
  const id = select.value;
  const text = await session.readNotice(id).catch(() => null);
  if (!text || id !== select.value) return;
  const clauses = /** @type {{id: string, zh: string, en: string}[]} */ (JSON.parse(text).clauses);
  for (const question of asked()) {
    const wanted = notice().questions[String(question.dataset.key)];
    const items = clauses.filter((clause) => wanted.includes(clause.id)).map((clause) =>
      basisOf(clause[data.language], linkTo(id, clause.id), notice().clauses[clause.id] || clause.id),
    );
    showBasis(question, items);
  }
}

/** The notice stands in the address, where the page's twin finds it; answers never do. */
function keepNoticeInAddress() {
  address.set("notice", select.value);
  try {
    history.replaceState(history.state, "", `?${address}${location.hash}`);
  } catch {
    // Some browsers let nobody change the address of a file.
  }
}

/** @param {string} id holds the same answers against another notice, and goes to the result */
function chooseNotice(id) {
  select.value = id;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  byId("verdict").focus();
}

/** Holds the same answers against every notice of the page. */
async function checkEvery() {
  const number = latest;
  const verdicts = await session.selfcheck
    .evaluateEvery({ notices: Object.keys(data.notices), answers: readAnswers(asked()), today: today() })
    .catch(() => null);
  if (number !== latest) return;
  if (verdicts) byId("every-notices").replaceChildren(...verdicts.map((verdict) => outcomeOf(verdict, { say, titles, signs: data.signs })));
  else showNoticeFailed(true);
}

// What the reader does

function listen() {
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.name === select.name) return;
    const question = /** @type {HTMLElement | null} */ (field.closest("[data-key]"));
    const years = Boolean(question && question.dataset.kind === "years");
    if (question && years) keepYearsApart(question, field);
    schedule(years ? SETTLE.years : SETTLE.other);
  });
  form.addEventListener("focusout", () => setTimeout(drawForm));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    const chosen = select.value;
    setTimeout(() => {
      select.value = chosen;
      update();
    });
  });
  form.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-action]");
    if (!button) return;
    tickEveryYear(/** @type {HTMLElement} */ (button.closest("[data-key]")));
    schedule(0);
  });
  select.addEventListener("change", () => {
    byId("check-notice-unknown").hidden = true;
    keepNoticeInAddress();
    drawNotice();
    update();
  });
  byId("verdict").addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const link = /** @type {HTMLElement | null} */ (target.closest("[data-question], [data-other]"));
    if (!link) return;
    event.preventDefault();
    if (link.dataset.question) goTo(questionOf(link.dataset.question));
    else chooseNotice(String(link.dataset.other));
  });
  byId("every-check").addEventListener("click", checkEvery);
  byId("check-retry").addEventListener("click", () => {
    session.restart();
    update();
  });
  byId("check-print").addEventListener("click", () => window.print());
  // A file has no address that leads others to it.
  document.getElementById("check-link")?.addEventListener("click", () => {
    const field = /** @type {HTMLInputElement} */ (byId("check-link-address"));
    field.value = linkWithAnswers(form, select.name);
    byId("check-link-made").hidden = false;
    field.focus();
    field.select();
    // In a chat app's browser the clipboard is often closed: the address stands there to be copied by hand.
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).catch(() => {});
  });
}

// The page as it opens

/** @returns {PageData} */
export const readPageData = () => JSON.parse(byId("check-data").textContent || "");

/** @param {PageData} given what the page's content tells its script */
function readPage(given) {
  data = given;
  say = makeSay(data.words);
  sayDate = makeSayDate(data.language);
  form = /** @type {HTMLFormElement} */ (byId("check-form"));
  select = /** @type {HTMLSelectElement} */ (byId("check-notice"));
  questions = [...form.querySelectorAll("[data-key]")].map((question) => /** @type {HTMLElement} */ (question));
  titles = Object.fromEntries(Object.entries(data.notices).map(([id, notice]) => [id, notice.title]));
  next = null;
  latest += 1;
}

/** @param {string | null} wanted */
function openNotice(wanted) {
  if (wanted && wanted in data.notices) select.value = wanted;
  else {
    select.selectedIndex = 0;
    byId("check-notice-unknown").hidden = !wanted;
  }
}

/**
 * Brings the page's content to life; again where other content has taken its place.
 *
 * @param {PageData} given
 * @param {import("./session.js").Session} helped
 * @param {import("./carry.js").Given} answers given elsewhere
 * @returns {HTMLFormElement}
 */
export function openCheck(given, helped, answers) {
  readPage(given);
  session = helped;
  byId("check-unstarted").hidden = true;
  openNotice(address.get("notice"));
  fillAnswers(form, answers);
  listen();
  keepNoticeInAddress();
  drawNotice();
  session.attend(showEngine, () => ({ notice: select.value, today: today() }));
  update();
  return form;
}

// A browser that goes back, or reloads, gives the answers back after the script has run.
window.addEventListener("pageshow", () => update());
