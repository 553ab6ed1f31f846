// @ts-check
/// <reference lib="webworker" />
/* Finds in the site's index: a worker, and from a folder on disk a script of the page.
 *
 * Every word asked for must occur: in a clause, or in the title of a page or section. Chinese is found as it is
 * written, but for its numbers: 一式3份 is 一式三份. Only where that is nowhere is it taken apart into the longest parts
 * that occur. A word in Latin letters is found where a word begins with it, its ending left aside. Where no place has
 * every word, as with most questions, the places come that have most of what notices call it.
 *
 * In:  {docs, asked}       a part of the index: an entry has location, title and text; what is of a page is in one part.
 *                          asked, in the first: how readers ask, and what notices call it
 *      {id, query}
 * Out: {id, groups, count, near}  what is found, by page: those listed, how many there are, and whether only near
 */
"use strict";

(() => {
  /**
   * @typedef {{location: string, title: string, text: string}} Entry
   * @typedef {Entry & {small: string, plain: string}} Known with the words in which it is found in small letters, and
   *   so without space
   * @typedef {{pattern: RegExp, has: (entry: Known) => boolean}} Term a word asked for, and whether an entry has it
   * @typedef {{page: Entry, sections: Entry[]}} Group a page and what was found in it; titles and texts are HTML
   * @typedef {{groups: Group[], count: number, near: boolean}} Found
   * @typedef {Record<string, string[]>} Asked
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
  /** As many pages are listed; and of those that are only near. */
  const LISTED = 50;
  const NEAR = 5;
  /** What is near has at least this part of the weight of the nearest. */
  const LIGHTEST = 0.5;

  /** @type {Known[]} */
  let entries = [];
  /** @type {Map<string, Known>} pages by their addresses */
  let pages = new Map();
  /** @type {Asked} */
  let others = {};

  /** @param {Entry[]} docs all that there is to be searched @param {Asked} asked */
  function take(docs, asked) {
    entries = docs.map((entry) => {
      const small = wordsOf(entry).toLowerCase();
      return { ...entry, small, plain: small.replace(/\s+/g, "") };
    });
    others = asked;
    pages = new Map(entries.filter(({ location }) => !location.includes("#")).map((entry) => [entry.location, entry]));
  }

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

  /** @param {string} word @returns {Term} patterns are slow on a phone: most words do without */
  function termOf(word) {
    const pattern = patternOf(word);
    if ((word.match(PARTS) || []).some((part) => NUMERALS.test(part)))
      return { pattern, has: (entry) => wordsOf(entry).search(pattern) >= 0 };
    if (HAN.test(word)) {
      const plain = word.replace(/\s+/g, "");
      return { pattern, has: (entry) => entry.plain.includes(plain) };
    }
    const stem = word.replace(ENDING, "");
    const start = stem.length < SHORTEST_STEM ? word : stem;
    return { pattern, has: ({ small }) => begins(small, start) };
  }

  /** @param {string} text @param {string} start whether a word of the text begins so */
  function begins(text, start) {
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1))
      if (!at || !/\w/.test(text[at - 1])) return true;
    return false;
  }

  /** @param {string} word */
  function occurs(word) {
    return entries.some(termOf(word).has);
  }

  /** @param {string} word @returns {string[]} the word, or where it is nowhere the longest parts that occur */
  function partsOf(word) {
    if (!HAN.test(word) || occurs(word)) return [word];
    const parts = longestParts(word);
    // Single characters say nothing: together they would find any long clause.
    return parts.some((part) => part.length > 1) ? parts : [word];
  }

  /** @param {string} text @returns {string[]} the longest parts that occur, and between them single characters */
  function longestParts(text) {
    const parts = [];
    for (let rest = [...(text.match(PARTS) || [])]; rest.length; ) {
      let part = rest[0];
      let size = 1;
      // What begins with something that is nowhere is nowhere itself.
      while (size < rest.length && occurs(part + rest[size])) {
        part += rest[size];
        size += 1;
      }
      parts.push(part);
      rest = rest.slice(size);
    }
    return parts;
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

  /** @param {string} query @returns {Found} */
  function search(query) {
    const words = query.normalize("NFKC").toLowerCase().match(WORDS) || [];
    const asked = words.flatMap(partsOf).map(termOf);
    const found = asked.length ? exactly(asked) : NOTHING;
    return found.count || !words.length ? found : nearly([...new Set(words.flatMap(calledOf))].map(termOf));
  }

  /** @type {Found} */
  const NOTHING = { groups: [], count: 0, near: false };

  /** @param {string} word @returns {string[]} what notices call it */
  function calledOf(word) {
    if (!HAN.test(word)) return others[word] ?? others[word.replace(ENDING, "")] ?? [word];
    /** @type {string[]} */
    const called = [];
    let unknown = "";
    const end = () => {
      called.push(...longestParts(unknown).filter((part) => part.length > 1));
      unknown = "";
    };
    for (let rest = word; rest; ) {
      const known = Object.keys(others).filter((key) => rest.startsWith(key));
      const key = known.sort((a, b) => b.length - a.length)[0];
      if (key) {
        end();
        called.push(...others[key]);
      } else unknown += [...rest][0];
      rest = rest.slice((key || [...rest][0]).length);
    }
    end();
    return called;
  }

  /** @param {Term[]} terms @returns {Found} the places that have most of what is asked for, rare words first */
  function nearly(terms) {
    // A title alone has one word, and answers no question.
    const answering = entries.filter(({ text }) => text);
    /** @type {Map<Known, number>} */
    const weights = new Map();
    for (const term of terms) {
      const places = answering.filter(term.has);
      const weight = Math.log(1 + answering.length / places.length);
      for (const entry of places) weights.set(entry, (weights.get(entry) ?? 0) + weight);
    }
    const weighed = answering.flatMap((entry) => {
      const weight = weights.get(entry);
      return weight ? [{ entry, weight }] : [];
    });
    const heaviest = Math.max(0, ...weighed.map(({ weight }) => weight));
    const near = weighed.filter(({ weight }) => weight >= heaviest * LIGHTEST).sort((a, b) => b.weight - a.weight);
    /** @type {Map<string, Entry[]>} */
    const by = new Map();
    for (const { entry } of near) by.set(pageOf(entry), [...(by.get(pageOf(entry)) || []), entry]);
    const groups = [...by].slice(0, NEAR).map(([address, found]) => groupOf(address, found, terms));
    return { groups, count: groups.length, near: true };
  }

  /** @param {string} address @param {Entry[]} found @param {Term[]} terms @returns {Group} */
  function groupOf(address, found, terms) {
    const patterns = terms.map(({ pattern }) => pattern);
    const page = /** @type {Entry} */ (pages.get(address));
    const sections = found.filter((entry) => entry !== page);
    return { page: shown(page, patterns), sections: sections.map((entry) => shown(entry, patterns)) };
  }

  /** @param {Term[]} terms @returns {Found} the places that have every word */
  function exactly(terms) {
    /** @type {Map<string, Entry[]>} */
    const by = new Map();
    for (const entry of entries)
      if (terms.every(({ has }) => has(entry))) {
        const found = by.get(pageOf(entry));
        if (found) found.push(entry);
        else by.set(pageOf(entry), [entry]);
      }
    /** @param {[string, Entry[]]} found */
    const isNamed = ([address, found]) => found.some((entry) => entry.location === address);
    // Pages that are named by what was asked for come first; the others keep their order.
    const all = [...by].sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
    const groups = all.slice(0, LISTED).map(([address, found]) => groupOf(address, found, terms));
    return { groups, count: all.length, near: false };
  }

  if (!("document" in self)) {
    self.addEventListener("message", (event) => {
      const { docs, asked, id, query } = /** @type {MessageEvent} */ (event).data;
      if (docs) take([...entries, ...docs], asked ?? others);
      else self.postMessage({ id, ...search(query) });
    });
  } else {
    Object.assign(self, {
      searchSite: (/** @type {{docs: Entry[], asked: Asked}} */ { docs, asked }, /** @type {string} */ query) => {
        // Parts are added to what is there.
        if (docs.length !== entries.length) take(docs, asked);
        return search(query);
      },
    });
  }
})();
