// @ts-check
/// <reference lib="webworker" />
/* Search: takes the place of the theme's worker, and speaks with the theme as that does.
 *
 * Every word asked for must occur: in a clause, or in the title of a page or section. Chinese is found as it is
 * written; only where that is nowhere is it taken apart into the longest parts that occur. A word in Latin letters is
 * found where a word begins with it, its ending left aside.
 *
 * In:  {type: 0, data: {docs}}    an entry has location, title and text; a page's own comes before its sections'
 *      {type: 2, data: query}
 * Out: {type: 1}                  ready
 *      {type: 3, data: {items}}   found entries by page, as HTML; a page's own entry among them
 */
"use strict";

(() => {
  /**
   * @typedef {{location: string, title: string, text: string}} Entry
   * @typedef {Entry & {score: number, terms: Record<string, boolean>}} Found
   */

  const HAN = /\p{Script=Han}/u;
  const WORDS = /[\p{L}\p{N}]+/gu;
  const ENDING = /(ies|ied|ing|ed|es|s|e|y)$/;
  const SHORTEST_STEM = 4;
  /** Of a page's entries as many are shown; the others are behind “more on this page”. */
  const SHOWN = 5;
  const BEFORE = 40;
  const EXCERPT = 240;

  /** @type {Entry[]} */
  let entries = [];

  /** @param {Entry} entry the words in which it is found: a clause's text, or else the title */
  const wordsOf = (entry) => entry.text || entry.title;
  /** @param {Entry} entry */
  const pageOf = (entry) => entry.location.split("#")[0];

  /** @param {string} word @returns {RegExp} what the word is found by */
  function patternOf(word) {
    // White space between characters of Chinese means nothing.
    if (HAN.test(word)) return new RegExp([...word].join("\\s*"), "gi");
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

  /** @param {Entry} entry @param {RegExp[]} patterns @param {number} score @returns {Found} */
  function shown({ location, title, text }, patterns, score) {
    const cut = text && `<p>${marked(excerpt(text, patterns), patterns)}</p>`;
    return { location, title: text ? escaped(title) : marked(title, patterns), text: cut, score, terms: {} };
  }

  /** @param {string} query @returns {Found[][]} */
  function search(query) {
    const words = query.normalize("NFKC").toLowerCase().match(WORDS) || [];
    const patterns = words.flatMap(partsOf).map(patternOf);
    if (!patterns.length) return [];
    /** @type {Map<string, Entry[]>} */
    const pages = new Map();
    for (const entry of entries)
      if (patterns.every((pattern) => wordsOf(entry).search(pattern) >= 0))
        pages.set(pageOf(entry), [...(pages.get(pageOf(entry)) || []), entry]);
    const found = [...pages].map(([page, inside]) => {
      const own = entries.find((entry) => entry.location === page);
      const sections = inside.filter((entry) => entry !== own);
      const items = sections.map((entry, place) => shown(entry, patterns, place < SHOWN ? 2 : 1));
      if (own && inside.includes(own)) items.unshift(shown(own, patterns, 2));
      else if (own) items.push(shown(own, patterns, 0));
      return items;
    });
    // Pages that are named by what was asked for come first; the others keep their order.
    return found.sort((a, b) => Number(b[0].location.indexOf("#") < 0) - Number(a[0].location.indexOf("#") < 0));
  }

  /** @type {Pick<DedicatedWorkerGlobalScope, "addEventListener" | "postMessage">} the page's on `file://` */
  const port = /** @type {any} */ (self).searchPort || self;
  port.addEventListener("message", ({ data: { type, data } }) => {
    if (type === 0) {
      entries = data.docs;
      port.postMessage({ type: 1 });
    } else if (type === 2) port.postMessage({ type: 3, data: { items: search(data) } });
  });
})();
