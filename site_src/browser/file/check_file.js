// @ts-check
/* Opens the self-check in the one file: both languages, the notices and Python stand in it, and nothing is asked for. */
import { givenIn, takeAnswers } from "../check/carry.js";
import { openCheck } from "../check/form.js";
import { readPageData } from "../check/page.js";
import { openSession } from "../check/session.js";
import { readPart } from "./parts.js";
import { openDetails, openFiles } from "../frame/reading.js";
import { byId } from "../check/pieces.js";

/** @typedef {"zh" | "en"} Language */

// The contents: one in each language, of which one is in the document; some sites have Chinese alone

const LINKED = ["id", "for", "aria-labelledby", "aria-describedby", "href"];
const chinese = byId("file-zh");
const english = document.getElementById("file-en");
english?.remove();
english?.querySelectorAll("*").forEach(dropMark);

/** Where both contents stand in the document the ids of one bear a mark. @param {Element} element */
function dropMark(element) {
  for (const name of LINKED) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replace(/(^#?|\s)en--/g, "$1"));
  }
}

/** As they are before any answer. */
const untouched = { zh: /** @type {HTMLElement} */ (chinese.cloneNode(true)), en: english ?? chinese };
let shown = chinese;

/** @param {Language} language */
function show(language) {
  const given = givenIn(form);
  const content = /** @type {HTMLElement} */ (untouched[language].cloneNode(true));
  shown.replaceWith(content);
  shown = content;
  document.documentElement.lang = content.lang;
  document.title = content.title;
  content.removeAttribute("title");
  form = openCheck(readPageData(), session, given);
  offerLanguage();
}

/** Without this script the link leads to the other content, further down. */
function offerLanguage() {
  const link = /** @type {HTMLElement | null} */ (shown.querySelector("a[data-language]"));
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    const { scrollY } = window;
    show(/** @type {Language} */ (link.dataset.language));
    /** @type {HTMLElement} */ (shown.querySelector("a[data-language]")).focus({ preventScroll: true });
    scrollTo(0, scrollY);
  });
}

// The parts: they stand behind this script

/** @type {Promise<unknown>} */
const parsed = new Promise((resolve) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve);
  else resolve(null);
});

/** @returns {Promise<Worker>} Python's, with the runtime's files handed over: it can fetch nothing */
function openWorker() {
  if (typeof DecompressionStream !== "function") throw new Error("this browser cannot unpack what is in the file");
  return parsed.then(async () => {
    const parts = [...document.querySelectorAll("script[data-runtime]")];
    const read = await Promise.all(parts.map(async ({ id }) => [id, await readPart(id)]));
    const { "worker.js": script, ...files } = Object.fromEntries(read);
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    worker.postMessage({ files }, Object.values(files));
    return worker;
  });
}

/** @type {Promise<{notices: Record<string, Record<string, number>>, values: unknown[]}> | undefined} what notices share stands once */
let kept;

/** @param {string} id @returns {Promise<string | null>} */
async function getNotice(id) {
  await parsed;
  kept ??= readPart("notices").then((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  const { notices, values } = await kept;
  if (!Object.hasOwn(notices, id)) return null;
  return JSON.stringify(Object.fromEntries(Object.entries(notices[id]).map(([field, place]) => [field, values[place]])));
}

const data = readPageData();
const session = openSession(openWorker, data.timeLimit, getNotice);
let form = openCheck(data, session, takeAnswers());
chinese.removeAttribute("title");
offerLanguage();
openFiles();
openDetails();
