// @ts-check
/* Words come from the page, in its language; a script only fills the values in. */

/**
 * @typedef {(key: string, values?: Record<string, unknown>) => string} Say
 * @typedef {(isoDate: string) => string} SayDate
 */

/**
 * @param {string} words with {name} where a value goes; a name without one is of whoever wrote the words, and stays
 * @param {Record<string, unknown>} values
 */
export function fill(words, values) {
  const known = new Map(Object.entries(values));
  return words.replace(/\{(\w+)\}/g, (written, name) => (known.has(name) ? String(known.get(name)) : written));
}

/**
 * @param {Record<string, string>} words sentences by key, with {name} where a value goes
 * @returns {Say} an unknown key is a fault of the page's template, and throws
 */
export function makeSay(words) {
  return (key, values = {}) => {
    if (!(key in words)) throw new Error(`no words for ${key}`);
    return fill(words[key], values);
  };
}

/**
 * The browser's own dates would do, but a cheap phone reads their tables for a tenth of a second before it can be used.
 *
 * @param {Say} say @param {string[]} months what the twelve are called
 * @returns {SayDate} a day or a month as a reader writes it: 2026年4月30日, April 2026
 */
export function makeSayDate(say, months) {
  return (isoDate) => {
    const [year, month, day] = isoDate.split("-").map(Number);
    return say(day ? "day" : "month", { year, month: months[month - 1], day });
  };
}

/** @param {Date} day @returns {string} its date where the device is */
export function isoDate(day) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
