// @ts-check
/* Opens the self-check on its page of the site. */
import { carryAnswers, linkWithAnswers, takeAnswers } from "./carry.js";
import { openCheck } from "./form.js";
import { readPageData } from "./page.js";
import { offerCode } from "./record.js";
import { openSession } from "./session.js";
import { noticesUnder, openWorker } from "../python/selfcheck.js";

const data = readPageData();
const session = openSession(openWorker, data.timeLimit, noticesUnder(new URL(data.root, location.href)));
const form = openCheck(data, session, takeAnswers());
carryAnswers(form);
offerCode(session.selfcheck.ready, loadCode, () => linkWithAnswers(form));

/** @returns {Promise<import("./record.js").DrawCode>} what draws a code, which stands in a file of its own */
async function loadCode() {
  return (await import(new URL("code.js", import.meta.url).href)).drawCode;
}
