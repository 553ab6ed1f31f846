// @ts-check
/// <reference lib="webworker" />
/* Finds in the site's index: a worker, and from a folder on disk a script of the page.
 *
 * Every word asked for must occur: in a clause, or in the title of a page or section. Chinese is found as it is
 * written, but for its numbers: 一式3份 is 一式三份. Only where that is nowhere is it taken apart into the longest parts
 * that occur. A word in Latin letters is found where a word begins with it, its ending left aside.
 *
 * In:  {docs}         the index, once: an entry has location, title and text; a page's own comes before its sections'
 *      {id, query}
 * Out: {id, groups}   what is found, by page
 */
"use strict";

(() => {
  /**
   * @typedef {{location: string, title: string, text: string}} Entry
   * @typedef {{page: Entry, sections: Entry[]}} Group a page and what was found in it; titles and texts are HTML
   */

  const HAN = /\p{Script=Han}/u;
  const DIGITS = "〇一二三四五六七八九";
  const NUMERALS = /^(?:\d+|[〇零一二两三四五六七八九十百千]+)$/;
  const PARTS = /\d+|[〇零一二两三四五六七八九十百千]+|./gu;
  const WORDS = /[\p{L}\p{N}]+/gu;
  const ENDING = /(ies|ied|ing|ed|es|s|e|y)$/;
  const SHORTEST_STEM = 4;
  const BEFORE = 40;
  const EXCERPT = 240;

  /** @type {Entry[]} */
  let entries = [];

  /** @param {Entry} entry the words in which it is found: a clause's text, or else the title */
  const wordsOf = (entry) => entry.text || entry.title;
  /** @param {Entry} entry */
  const pageOf = (entry) => entry.location.split("#")[0];

  /** @param {string} numerals @returns {number | undefined} the number, where the numerals are one */
  function numberOf(numerals) {
    if (/^\d+$/.test(numerals)) return Number(numerals);
    const plain = numerals.replace(/零/g, "〇").replace(/两/g, "二");
    if (!/[十百千]/.test(plain)) return Number([...plain].map((digit) => DIGITS.indexOf(digit)).join(""));
    const parts = plain.match(/^(?:(.?)千)?〇?(?:(.?)百)?〇?(?:(.?)十)?〇?(.?)$/);
    if (!parts || /[十百千]/.test(parts.slice(1).join(""))) return undefined;
    // A unit without a digit before it counts once: 十 is 10.
    const [thousands, hundreds, tens] = parts.slice(1, 4).map((digit) => (digit === "" ? 1 : DIGITS.indexOf(digit || "〇")));
    return 1000 * thousands + 100 * hundreds + 10 * tens + DIGITS.indexOf(parts[4] || "〇");
  }

  /** @param {number} number below 10,000 @returns {string} 2026 as 二千〇二十六 */
  function numeralsOf(number) {
    const written = [...String(number)].map((digit, place, all) => {
      return digit === "0" ? "〇" : DIGITS[Number(digit)] + ["", "十", "百", "千"][all.length - place - 1];
    });
    return written.join("").replace(/〇+/g, "〇").replace(/(.)〇$/, "$1").replace(/^一十/, "十");
  }

  /** @param {string} written @returns {string} the pattern of a number in every way in which it is written */
  function numberPattern(written) {
    const number = numberOf(written);
    if (number === undefined || number > 9999) return written;
    const digits = String(number);
    const forms = [
      written,
      digits.replace(/\d/g, (digit) => `[${digit}${String.fromCharCode(0xff10 + Number(digit))}]`),
      numeralsOf(number),
      digits.replace(/\d/g, (digit) => DIGITS[Number(digit)]),
      ...(number === 2 ? ["两"] : []),
    ];
    return `(?:${forms.join("|")})`;
  }

  /** @param {string} word @returns {RegExp} what the word is found by */
  function patternOf(word) {
    // White space between characters of Chinese means nothing.
    if (HAN.test(word)) {
      const parts = word.match(PARTS) || [];
      return new RegExp(parts.map((part) => (NUMERALS.test(part) ? numberPattern(part) : part)).join("\\s*"), "gi");
    }
    if (/^\d{1,4}$/.test(word)) return new RegExp(`(?:^|\\b)${word}[\\p{Script=Latin}\\d]*|${numberPattern(word)}`, "giu");
    const stem = word.replace(ENDING, "");
    return new RegExp(`(?:^|\\b)${stem.length < SHORTEST_STEM ? word : stem}[\\p{Script=Latin}\\d]*`, "giu");
  }

  /** @param {RegExp} pattern */
  const occurs = (pattern) => entries.some((entry) => wordsOf(entry).search(pattern) >= 0);

  /** @param {string} word @returns {string[]} the word, or where it is nowhere the longest parts that occur */
  function partsOf(word) {
    if (!HAN.test(word) || occurs(patternOf(word))) return [word];
    const parts = [];
    for (let rest = [...word]; rest.length; ) {
      let size = rest.length;
      while (size > 1 && !occurs(patternOf(rest.slice(0, size).join("")))) size -= 1;
      parts.push(rest.slice(0, size).join(""));
      rest = rest.slice(size);
    }
    // Single characters say nothing: together they would find any long clause.
    return parts.some((part) => part.length > 1) ? parts : [word];
  }

  /** @param {string} text */
  const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /** @param {string} text @param {RegExp[]} patterns @returns {string} HTML with what was found marked */
  function marked(text, patterns) {
    const spans = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((m) => [m.index, m.index + m[0].length]));
    let html = "";
    let at = 0;
    for (const [start, end] of spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (start < at) continue;
      html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
      at = end;
    }
    return html + escaped(text.slice(at));
  }

  /** @param {string} text @param {RegExp[]} patterns @returns {string} what stands around the first place found */
  function excerpt(text, patterns) {
    const first = Math.min(...patterns.map((pattern) => text.search(pattern)).filter((place) => place >= 0));
    const wanted = Number.isFinite(first) && text.length > EXCERPT ? Math.max(0, first - BEFORE) : 0;
    const start = wanted && !HAN.test(text[wanted]) ? text.indexOf(" ", wanted) + 1 : wanted;
    const cut = text.slice(start, start + EXCERPT);
    return `${start ? "…" : ""}${cut}${start + EXCERPT < text.length ? "…" : ""}`;
  }

  /** @param {Entry} entry @param {RegExp[]} patterns @returns {Entry} as HTML */
  function shown({ location, title, text }, patterns) {
    const cut = text && `<p>${marked(excerpt(text, patterns), patterns)}</p>`;
    return { location, title: text ? escaped(title) : marked(title, patterns), text: cut };
  }

  /** @param {string} query @returns {Group[]} */
  function search(query) {
    const words = query.normalize("NFKC").toLowerCase().match(WORDS) || [];
    const patterns = words.flatMap(partsOf).map(patternOf);
    if (!patterns.length) return [];
    /** @type {Map<string, Entry[]>} */
    const pages = new Map();
    for (const entry of entries)
      if (patterns.every((pattern) => wordsOf(entry).search(pattern) >= 0))
        pages.set(pageOf(entry), [...(pages.get(pageOf(entry)) || []), entry]);
    const groups = [...pages].map(([address, found]) => {
      const page = /** @type {Entry} */ (entries.find((entry) => entry.location === address));
      const sections = found.filter((entry) => entry !== page);
      const group = { page: shown(page, patterns), sections: sections.map((entry) => shown(entry, patterns)) };
      return { group, named: found.includes(page) };
    });
    // Pages that are named by what was asked for come first; the others keep their order.
    return groups.sort((a, b) => Number(b.named) - Number(a.named)).map(({ group }) => group);
  }

  if (!("document" in self)) {
    self.addEventListener("message", (event) => {
      const { docs, id, query } = /** @type {MessageEvent} */ (event).data;
      if (docs) entries = docs;
      else self.postMessage({ id, groups: search(query) });
    });
  } else {
    Object.assign(self, {
      searchSite: (/** @type {Entry[]} */ docs, /** @type {string} */ query) => {
        entries = docs;
        return search(query);
      },
    });
  }
})();
