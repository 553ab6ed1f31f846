// @ts-check
/* The self-check page: ties form, Python and verdict together. Nothing leaves the page; nothing is stored. */
import { keepInStep, readAnswers, readQuestion, tidy } from "./answers.js";
import { makeAsking } from "./asking.js";
import { drawEngine, showNoticeFailed, showWork, summarise } from "./bar.js";
import { fillAnswers, keepOverReload, takeFromLink } from "./carry.js";
import { drawArea, drawBasis, drawContacts, drawWindows } from "./chosen.js";
import { makeFaults } from "./faults.js";
import { chooseWanted, isDayGiven, keepNoticeInAddress, tellWhatIsIgnored, today } from "./page.js";
import { showNote, showState, stateOf } from "./question.js";
import { drawRecord } from "./record.js";
import { listenToResult } from "./result.js";
import { drawReview, offerToClear } from "./review.js";
import { openSteps, RESULT, START } from "./steps.js";
import { answerAsUsual, askedIn, countSteps, foldTopic, isOpen, relevant } from "./topics.js";
import { byId } from "./pieces.js";
import { drawVerdict } from "./verdict.js";
import { offerYears, tickEveryYear } from "./years.js";
import { fill, makeSay, makeSayDate } from "../python/words.js";

// The page: set as it opens

/** @type {import("./page.js").PageData} */
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
/** @type {import("./steps.js").Steps} */
let steps;
/** @type {import("./asking.js").Asking} */
let asking;
/** @type {import("./faults.js").Faults} */
let faults;
/** @type {string[] | null} the open answers that still matter, once known */
let next = null;
/** @type {HTMLElement | null} the question answered last on this step */
let touched = null;

/** Long enough that a verdict does not follow every tick of a list of years. */
const SETTLE = { years: 1500, other: 150 };

/** @param {string} key @returns {HTMLElement} */
const questionOf = (key) => byId(`q-${key}`);
const notice = () => data.notices[select.value];
const askedNow = () => questions.filter((question) => !question.hidden);
const known = () => ({ next, touched, say, sayDate });
const topics = () =>
  /** @type {HTMLElement[]} */ ([...form.querySelectorAll(".check-group")]).filter((topic) => askedIn(topic).length);

/** @param {string} id @param {string} clause @returns {string} where the clause can be read */
const linkTo = (id, clause) => fill(data.links.clause, { notice: id, clause });

// From the form to the verdict

/** @param {import("../python/engine.js").EngineState} state */
function showEngine(state) {
  asking.running = state.state === "ready";
  drawEngine(state, say);
  if (state.state === "ready") asking.ask();
  else if (state.state !== "starting") summarise(say(`engine.${state.state}`));
}

function changed() {
  drawForm();
  // Kept now, the step that the reader leaves would be that of the place where they arrive.
  if (!steps.arriving) keepOverReload(form, steps.current);
  if (!asking.running) fold();
}

/** @param {import("../python/selfcheck.js").Explanation} explanation */
function show(explanation) {
  const { verdict, notes } = explanation;
  next = verdict.next;
  showNoticeFailed(false);
  const { language } = data;
  drawVerdict(explanation, { say, sayDate, language, notice: notice(), titles, signs: data.signs, questionOf, linkTo });
  for (const question of questions) showNote(question, notes.find(({ key }) => key === question.dataset.key)?.[language]);
  byId("every-notices").replaceChildren();
  const outcome = explanation.application.headline[language];
  summarise(say(next.length ? "summary_next" : "summary", { outcome, count: next.length }));
  drawForm();
  fold();
}

// The form

/** Marks every question by its state, and keeps answers, record and count of steps up to date. */
function drawForm() {
  for (const { key, since, first, last } of notice().years)
    offerYears(questionOf(key), [first, last], readQuestion(questionOf(since)).value, data.recentYears);
  for (const question of askedNow()) {
    faults.draw(question);
    showState(question, stateOf(question, next));
  }
  countSteps(topics(), known());
  drawReview(askedNow(), known());
  const words = say(isDayGiven ? "by_given_date" : "by_date", { date: sayDate(today()) });
  byId("verdict-date").textContent = words;
  drawRecord(askedNow(), { title: notice().title, date: words, place: data.place || location.href.split("#")[0] }, say, sayDate);
}

/** Makes room in the step that is shown: only once it is known which answers still matter. */
function fold() {
  for (const topic of topics()) if (!topic.hidden) foldTopic(topic, known());
}

/** Shows the questions, values, days and telephone numbers of the chosen notice; answers stay as they are. */
function drawNotice() {
  const { questions: own, area } = notice();
  for (const question of questions) question.hidden = !(String(question.dataset.key) in own);
  drawArea(questions, data.areas[area] || {});
  drawContacts(select.value);
  drawWindows(select.value, today(), say);
  /** @type {HTMLAnchorElement} */ (byId("check-notice-link")).href = fill(data.links.notice, { notice: select.value });
  next = null;
  drawClauses();
}

async function drawClauses() {
  const id = select.value;
  const text = await session.readNotice(id).catch(() => null);
  if (!text || id !== select.value) return;
  const { questions: own, clauses: cited } = notice();
  const clauses = /** @type {import("./chosen.js").Clause[]} */ (JSON.parse(text).clauses);
  for (const topic of topics()) {
    const wanted = new Set(askedIn(topic).flatMap(({ dataset }) => own[String(dataset.key)]));
    const shown = clauses.filter((clause) => wanted.has(clause.id));
    drawBasis(topic, shown, data.language, (clause) => [linkTo(id, clause), cited[clause] || clause]);
  }
}

// From step to step

async function goOn() {
  const answered = topics().filter(({ hidden }) => !hidden).flatMap(askedIn);
  answered.forEach(tidy);
  if (faults.tell(answered)) return;
  await asking.settled();
  const all = topics();
  const later = all.slice(all.findIndex(({ hidden }) => !hidden) + 1);
  const [to] = steps.changing ? later.filter((topic) => isOpen(topic, next)) : relevant(later, next);
  steps.go(to ? to.id : RESULT);
}

function goBack() {
  const all = topics();
  const before = relevant(all.slice(0, all.findIndex(({ hidden }) => !hidden)), next).pop();
  steps.go(before ? before.id : `step-${START}`);
}

function enterStep() {
  touched = null;
  drawForm();
  fold();
  keepOverReload(form, steps.current);
}

// What the reader does

/** @param {Event} event an answer is given, by a reader or by a program */
function takeInput({ target }) {
  const field = /** @type {HTMLInputElement} */ (target);
  const question = /** @type {HTMLElement | null} */ (field.closest("[data-key]"));
  if (!question) return;
  touched = question;
  faults.changed(question);
  if ("every" in field.dataset) tickEveryYear(question, field.checked);
  else keepInStep(question, field);
  asking.schedule(question.dataset.kind === "years" && !("every" in field.dataset) ? SETTLE.years : SETTLE.other);
}

function listen() {
  form.addEventListener("input", takeInput);
  form.addEventListener("focusout", ({ target }) => {
    const question = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-key]"));
    setTimeout(() => {
      if (question && !question.contains(document.activeElement)) tidy(question);
      drawForm();
    });
  });
  // A wheel turned over a list turns the page, not the answer.
  form.addEventListener("wheel", ({ target }) => target instanceof HTMLSelectElement && target.blur(), { passive: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    goOn();
  });
  form.addEventListener("click", ({ target }) => {
    const action = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-action]"));
    if (action?.dataset.action === "back") goBack();
    if (action?.dataset.action !== "usual") return;
    answerAsUsual(/** @type {HTMLElement} */ (action.closest("section")), known());
    asking.ask();
    goOn();
  });
  select.addEventListener("change", () => {
    byId("check-notice-unknown").hidden = true;
    keepNoticeInAddress(select.value);
    drawNotice();
    asking.ask();
  });
  offerToClear(form, asking.ask);
  byId("check-retry").addEventListener("click", () => {
    session.restart();
    asking.ask();
  });
  listenToResult({
    form,
    words: { say, titles, signs: data.signs },
    choose(id) {
      select.value = id;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      steps.go(RESULT);
    },
    fail: () => showNoticeFailed(true),
    async every() {
      await asking.settled();
      const { number } = asking;
      const asked = { notices: Object.keys(data.notices), answers: readAnswers(askedNow()), today: today() };
      const verdicts = await session.selfcheck.evaluateEvery(asked);
      return number === asking.number ? verdicts : null;
    },
  });
}

// The page as it opens

/** @param {import("./page.js").PageData} given what the page's content tells its script */
function readPage(given) {
  data = given;
  say = makeSay(data.words);
  sayDate = makeSayDate(say, data.months);
  form = /** @type {HTMLFormElement} */ (byId("check-form"));
  select = /** @type {HTMLSelectElement} */ (byId("check-notice"));
  questions = [...form.querySelectorAll("[data-key]")].map((question) => /** @type {HTMLElement} */ (question));
  titles = data.names;
  next = null;
  asking = makeAsking({
    explain: (answers) => session.selfcheck.explain({ notice: select.value, answers, today: today() }),
    read: () => readAnswers(askedNow()),
    changed,
    busy: showWork,
    show,
    fail: () => showNoticeFailed(true),
  });
  faults = makeFaults(() => asking.refused, say);
  steps = openSteps(/** @type {HTMLElement} */ (form.closest("[data-check]")), enterStep);
}

/** @returns {boolean} whether a link with answers led here: they take the place of all others */
function arriveByLink() {
  const linked = takeFromLink();
  if (!linked) return false;
  fillAnswers(form, linked);
  asking.ask();
  steps.go(RESULT);
  return true;
}

/**
 * Brings the page's content to life; again where other content has taken its place.
 *
 * @param {import("./page.js").PageData} given
 * @param {import("./session.js").Session} helped
 * @param {import("./carry.js").Given} answers given elsewhere
 * @returns {HTMLFormElement}
 */
export function openCheck(given, helped, answers) {
  session = helped;
  readPage(given);
  byId("check-unstarted").hidden = true;
  tellWhatIsIgnored(say);
  chooseWanted(select);
  if (answers.length) fillAnswers(form, answers);
  listen();
  keepNoticeInAddress(select.value);
  drawNotice();
  steps.enter(false);
  session.attend(showEngine, () => ({ notice: select.value, today: today() }));
  if (!arriveByLink()) asking.ask();
  return form;
}

window.addEventListener("hashchange", () => arriveByLink() || steps.enter(true));
// A browser that goes back, or reloads, gives the answers back after the script has run.
window.addEventListener("pageshow", () => asking.ask());
