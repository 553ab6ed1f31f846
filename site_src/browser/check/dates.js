// @ts-check
/* Reads days, years and numbers as people write them: 2022/2/3, 2022年2月3日, 2022.2, in full width or pasted whole. */

/**
 * @typedef {{year: string, month: string, day: string}} Parts as they stand in the three fields
 * @typedef {{value: string | null, fault: string | null}} Written `value`: YYYY-MM-DD, or YYYY-MM without the day;
 *   `fault`: the part at fault; both are null where nothing is written
 * @typedef {[first: number, last: number]} Limits the years that an answer may name
 */

/** The characters for year, month and day, of which a day has two. */
const [YEAR, MONTH, DAY] = ["\u5e74", "\u6708", "[\u65e5\u53f7]"];
/** Signs of either width, and the full stop and comma of Chinese. */
const GAP = `\\s*[-/.,\u3001\u3002\u00b7${YEAR}${MONTH}\\s]\\s*`;
const WHOLE = new RegExp(`^(\\d{4})(?:${GAP}(\\d{1,2})(?:${GAP}(?:(\\d{1,2})\\s*${DAY}?)?)?)?$`);
const TOGETHER = /^(\d{4})(\d{2})(\d{2})?$/;
const LARGEST = 1e9;

/** @param {string} text @returns {string} its digits and signs in half width */
const plain = (text) => text.normalize("NFKC").trim();

/** @param {string} text @param {string} unit that may stand behind a number */
const without = (text, unit) => plain(text).replace(new RegExp(`\\s*${unit}$`), "");

/** @param {string} text @returns {Parts | null} a date that was written in one piece, with its month at least */
export function splitDate(text) {
  const found = WHOLE.exec(plain(text)) || TOGETHER.exec(plain(text));
  return found && found[2] ? { year: found[1], month: found[2], day: found[3] || "" } : null;
}

/** @param {Parts} parts @param {Limits} limits @returns {Written} */
export function readParts(parts, limits) {
  const whole = parts.month || parts.day ? null : splitDate(parts.year);
  if (whole) return readParts(whole, limits);
  const [year, month, day] = [
    without(parts.year, YEAR),
    without(parts.month, MONTH),
    without(parts.day, DAY),
  ];
  if (!year && !month && !day) return { value: null, fault: null };
  if (!isWithin(year, /^\d{4}$/, limits)) return { value: null, fault: "date_year" };
  if (!isWithin(month, /^\d{1,2}$/, [1, 12])) return { value: null, fault: "date_month" };
  const start = `${year}-${month.padStart(2, "0")}`;
  if (!day) return { value: start, fault: null };
  if (!isWithin(day, /^\d{1,2}$/, [1, daysIn(Number(year), Number(month))])) return { value: null, fault: "date_day" };
  return { value: `${start}-${day.padStart(2, "0")}`, fault: null };
}

/** @param {string} text @param {RegExp} form @param {Limits} limits */
const isWithin = (text, form, [first, last]) => form.test(text) && Number(text) >= first && Number(text) <= last;

/** @param {number} year @param {number} month from 1 */
const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** @param {string} text @returns {boolean} whether it is a day as YYYY-MM-DD */
export const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && readParts(partsOf(text), [1900, 2100]).value === text;

/** @param {string} value YYYY-MM-DD, YYYY-MM, or what somebody else wrote @returns {Parts} */
export function partsOf(value) {
  return splitDate(value) || { year: value, month: "", day: "" };
}

/** @param {string} text @param {Limits} limits @returns {number | null} */
export function readYear(text, limits) {
  const year = without(text, YEAR);
  return isWithin(year, /^\d{4}$/, limits) ? Number(year) : null;
}

/** @param {string} text @returns {number | null} */
export function readNumber(text) {
  const number = plain(text).replace(/,(\d{3})/g, "$1");
  return /^\d+(\.\d+)?$/.test(number) && Number(number) <= LARGEST ? Number(number) : null;
}
