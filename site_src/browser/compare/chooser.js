// @ts-check
/* The page that compares any two notices: Python does, in this browser; the choice stands in the address. */
import { readData } from "../frame/data.js";
import { targetOf } from "../frame/target.js";
import { InputError, startEngine } from "../python/engine.js";
import { makeNoticeReader, noticesUnder, openWorker } from "../python/selfcheck.js";
import { makeSay } from "../python/words.js";

/**
 * @typedef {{
 *   language: "zh" | "en", root: string, timeLimit: number, vocabulary: string, words: Record<string, string>,
 * }} PageData `root` leads to the site's root, `vocabulary` from there to what notices are compared by
 * @typedef {"page" | "csv" | "json"} Form
 */

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {PageData} */
const data = readData("compare-data");
const say = makeSay(data.words);
const root = new URL(data.root, location.href);
const form = /** @type {HTMLFormElement} */ (byId("compare-form"));
const [a, b] = /** @type {HTMLSelectElement[]} */ ([byId("compare-a"), byId("compare-b")]);
const result = byId("compare-result");
const siteName = document.title.split(" · ").pop();

const readNotice = makeNoticeReader(noticesUnder(root));
/** @type {Promise<string> | undefined} */
let vocabulary;
/** @type {import("../python/engine.js").Engine | undefined} */
let engine;
/** Counts what was asked: only the latest answer is shown. */
let latest = 0;

/** @param {string} words @param {boolean} [retry] whether the reader can have it tried again */
function tell(words, retry = false) {
  byId("compare-status").textContent = words;
  byId("compare-retry").hidden = !retry;
}

/** @param {import("../python/engine.js").EngineState} state */
function showEngine(state) {
  const progress = /** @type {HTMLProgressElement} */ (byId("compare-progress"));
  progress.hidden = state.state !== "starting";
  if (state.state === "starting") {
    if (state.total) progress.max = state.total;
    progress.value = state.loaded;
    tell(say(state.slow ? "slow" : "starting"), state.slow);
  } else if (state.state !== "ready") tell(say(state.state), state.state === "failed");
}

async function readVocabulary() {
  const response = await fetch(new URL(data.vocabulary, root).href, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${data.vocabulary}: ${response.status}`);
  return response.text();
}

/**
 * @param {Form} wanted
 * @returns {Promise<string>} the chosen notices' comparison in that form, as Python writes it
 */
async function compare(wanted) {
  engine ||= startEngine(openWorker, data.timeLimit, showEngine);
  vocabulary ||= readVocabulary();
  // A failure is not kept: the next question asks again.
  vocabulary.catch(() => (vocabulary = undefined));
  const chosen = [a.value, b.value];
  const notices = Promise.all(chosen.map(readNotice));
  const cuts = Promise.all(chosen.map((id) => readNotice(`${id}.words`)));
  const [both, lengths, known] = await Promise.all([notices, cuts, vocabulary]);
  const swap = `?${new URLSearchParams({ a: b.value, b: a.value })}`;
  const pair = `${a.value}/${b.value}/`;
  // Workbooks are made with the site, for pairs that have pages.
  const rendered = document.querySelector(`.cd-pairlist a[data-workbook][href="${pair}"]`);
  const workbook = rendered ? new URL(`compare/${pair}comparison.xlsx`, root).href : null;
  const asked = { form: wanted, language: data.language, root: "../", swap, workbook };
  return engine.ask({
    ask: "compare",
    notice: `{"notices":[${both}],"cuts":[${lengths}]}`,
    answers: known,
    today: JSON.stringify(asked),
  });
}

async function show() {
  const number = (latest += 1);
  if (a.value === b.value) {
    result.replaceChildren();
    return tell(say("same_notice"));
  }
  tell(say("working"));
  try {
    const page = await compare("page");
    if (number !== latest) return;
    const swapped = result.contains(document.activeElement);
    result.innerHTML = page;
    tell(say("done"));
    document.title = `${result.querySelector("article")?.dataset.title} · ${siteName}`;
    if (swapped) /** @type {HTMLElement | null} */ (result.querySelector("[data-swap]"))?.focus();
    // What the address leads to is only now there, and may have to be shown first.
    dispatchEvent(new Event("hashchange"));
    targetOf(location.hash)?.scrollIntoView();
  } catch (error) {
    if (number === latest) tellFault(error);
  }
}

/** @param {unknown} error */
function tellFault(error) {
  if (error instanceof InputError) tell(say("fault", { message: error.message }));
  // A Python that did not start has said so itself.
  else engine?.ready.then(() => tell(say("unread"), true), () => {});
}

/** @param {string} name @param {string} type @param {string} text has the browser save the text as a file */
function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {string} first @param {string} second */
function choose(first, second) {
  [a.value, b.value] = [first, second];
  history.pushState(null, "", `?${new URLSearchParams({ a: first, b: second })}`);
  show();
}

/** Chooses what the address names, and shows it if that is two notices. */
function readAddress() {
  const address = new URLSearchParams(location.search);
  const wanted = [address.get("a"), address.get("b")];
  [a, b].forEach((select, which) => {
    const known = [...select.options].some(({ value }) => value === wanted[which]);
    if (known) select.value = String(wanted[which]);
    else if (wanted[which] !== null) select.selectedIndex = -1;
  });
  if (wanted.every(Boolean) && a.value && b.value) return show();
  latest += 1;
  result.replaceChildren();
  tell(a.value && b.value ? "" : say("unknown"));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (a.value && b.value) choose(a.value, b.value);
});
result.addEventListener("click", (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest("a");
  const wanted = link?.dataset.form;
  if (link?.dataset.swap !== undefined) {
    event.preventDefault();
    choose(b.value, a.value);
  } else if (wanted === "csv" || wanted === "json") {
    event.preventDefault();
    const type = wanted === "csv" ? "text/csv" : "application/json";
    compare(wanted).then((text) => save(`${a.value}_${b.value}.${wanted}`, type, text), tellFault);
  } else if (link?.hash.startsWith("#answers&")) {
    // Back from the self-check the reader comes to the row again, which stands there only once Python has run.
    history.replaceState(history.state, "", `#${link.closest("tr")?.id}`);
  }
});
byId("compare-retry").addEventListener("click", () => {
  engine?.restart();
  show();
});
addEventListener("popstate", readAddress);

byId("compare-unstarted").hidden = true;
form.hidden = false;
readAddress();
