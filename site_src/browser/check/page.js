// @ts-check
/* What the page's content and its address tell the script: the notices, the words, the day, the notice. */
import { isDay } from "./dates.js";
import { byId } from "./pieces.js";
import { readData } from "../frame/data.js";
import { isoDate } from "../python/words.js";

/**
 * @typedef {{
 *   title: string, questions: Record<string, string[]>, area: string,
 *   years: {key: string, since: string, first: number, last: number}[], clauses: Record<string, string>, rounds: Record<string, string>,
 * }} NoticeOnPage
 * @typedef {{
 *   language: "zh" | "en", root: string, links: {notice: string, clause: string}, place: string | null,
 *   timeLimit: number, notices: Record<string, NoticeOnPage>, areas: Record<string, import("./chosen.js").Area>,
 *   names: Record<string, string>, words: Record<string, string>, months: string[], signs: Record<string, string>, recentYears: number,
 * }} PageData `links` have {notice} and {clause}; `place` is how a record names the page, its address where null;
 *   `signs` of outcomes; `recentYears`: how many years are offered while it is open when work began
 */

/** Of a text in the address as much is shown. */
const SHOWN = 30;

const address = new URLSearchParams(location.search);

/** The day that the address names; "" without one. */
export const wantedDay = (address.get("today") || "").slice(0, SHOWN);
/** Whether verdicts are as of the day in the address. */
export const isDayGiven = isDay(wantedDay);
/** @returns {string} the day as of which verdicts are */
export const today = () => (isDayGiven ? wantedDay : isoDate(new Date()));

/** @returns {PageData} */
export const readPageData = () => readData("check-data");

/** Chooses the notice that the address names, else the first. @param {HTMLSelectElement} select */
export function chooseWanted(select) {
  const wanted = address.get("notice");
  const known = [...select.options].some(({ value }) => value === wanted);
  if (wanted && known) select.value = wanted;
  else select.selectedIndex = 0;
  byId("check-notice-unknown").hidden = known || !wanted;
}

/** The notice stands in the address, where the page's twin finds it; answers never do. @param {string} notice */
export function keepNoticeInAddress(notice) {
  address.set("notice", notice);
  try {
    history.replaceState(history.state, "", `?${address}${location.hash}`);
  } catch {
    // Some browsers let nobody change the address of a file.
  }
}

/** @param {import("../python/words.js").Say} say */
export function tellWhatIsIgnored(say) {
  const place = byId("check-today");
  place.hidden = !wantedDay || isDayGiven;
  place.textContent = place.hidden ? "" : say("today_ignored", { today: wantedDay });
}
