// @ts-check
// The matrix: which notices are shown, kept in the address, and the clauses that a cell opens into.
"use strict";

(() => {
  const PRINTED = 6;
  const matrix = document.getElementById("matrix");
  const filter = document.getElementById("matrix-filter");
  const words = document.getElementById("matrix-words");
  if (!(matrix instanceof HTMLTableElement && filter instanceof HTMLFormElement)) return;
  if (!(words instanceof HTMLDialogElement)) return;

  // Which notices

  const boxes = /** @type {HTMLInputElement[]} */ ([...filter.querySelectorAll("input")]);
  const heads = headsOf(matrix);

  /** @param {Element} table @returns {HTMLElement[]} the heads of its notices */
  function headsOf(table) {
    return /** @type {HTMLElement[]} */ ([...table.querySelectorAll("thead th[data-year]")]);
  }

  /** @param {string} name @returns {(value: string | undefined) => boolean} whether it is chosen, or nothing is */
  function chosen(name) {
    const values = boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
    return (value) => !values.length || values.includes(value || "");
  }

  /** @param {HTMLTableElement} table @param {boolean[]} shown which of its notices */
  function showColumns(table, shown) {
    const columns = headsOf(table);
    columns.forEach((head, column) => (head.hidden = !shown[column]));
    for (const { cells } of table.tBodies[0].rows) {
      shown.forEach((is, column) => (cells[column + 1].hidden = !is));
    }
    for (const group of /** @type {NodeListOf<HTMLTableCellElement>} */ (table.querySelectorAll("th[colspan]"))) {
      const span = columns.filter(({ dataset, hidden }) => dataset.place === group.dataset.place && !hidden).length;
      group.hidden = !span;
      group.colSpan = span || 1;
    }
  }

  function show() {
    const [year, place] = [chosen("year"), chosen("place")];
    const shown = heads.map(({ dataset }) => year(dataset.year) && place(dataset.place));
    showColumns(/** @type {HTMLTableElement} */ (matrix), shown);
    const all = /** @type {HTMLElement} */ (filter?.querySelector("[type=reset]"));
    all.hidden = !boxes.some((box) => box.checked);
    const count = shown.filter(Boolean).length;
    const status = /** @type {HTMLElement} */ (document.getElementById("matrix-shown"));
    const { shown: some = "", none = "" } = status.dataset;
    status.textContent = count ? some.replace("{shown}", `${count}`).replace("{all}", `${heads.length}`) : none;
  }

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
    show();
  }

  function writeAddress() {
    const asked = new URLSearchParams(boxes.filter((box) => box.checked).map((box) => [box.name, box.value]));
    history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
    show();
  }

  filter.addEventListener("change", writeAddress);
  filter.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const box of boxes) box.checked = false;
    // The button goes: the keyboard stays where the choice is made.
    boxes[0]?.focus();
    writeAddress();
  });
  addEventListener("popstate", readAddress);
  addEventListener("pageshow", readAddress);
  readAddress();

  // On paper, as many notices as a page has room for, and the others on the pages after

  addEventListener("beforeprint", () => {
    const shown = heads.flatMap((head, column) => (head.hidden ? [] : [column]));
    if (shown.length <= PRINTED) return;
    for (let first = 0; first < shown.length; first += PRINTED) {
      const part = /** @type {HTMLTableElement} */ (matrix.cloneNode(true));
      for (const named of [part, ...part.querySelectorAll("[id]")]) named.removeAttribute("id");
      const columns = shown.slice(first, first + PRINTED);
      showColumns(part, heads.map((_, column) => columns.includes(column)));
      matrix.parentElement?.append(part);
    }
    matrix.hidden = true;
  });
  addEventListener("afterprint", () => {
    matrix.hidden = false;
    while (matrix.nextElementSibling) matrix.nextElementSibling.remove();
  });

  // A cell's clauses

  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (words.querySelector(`[data-${name}]`));
  const data = /** @type {HTMLElement} */ (matrix.closest("[data-notices]")).dataset;
  const languages = document.documentElement.lang === "en" ? ["zh", "en"] : ["zh"];
  /** @typedef {{id: string, zh: string, en: string}} Clause */
  /** @type {Map<string, Promise<Clause[]>>} */
  const read = new Map();

  /** @param {string} notice */
  function clausesOf(notice) {
    const known = read.get(notice) || fetchClauses(notice);
    read.set(notice, known);
    known.catch(() => read.delete(notice));
    return known;
  }

  /** @param {string} notice @returns {Promise<Clause[]>} */
  async function fetchClauses(notice) {
    const response = await fetch(`${data.notices}${notice}.json`, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${notice}: ${response.status}`);
    const { clauses, annexes } = await response.json();
    return [...clauses, ...annexes];
  }

  /** @param {string} tag @param {string} text @param {Record<string, string>} attributes */
  function element(tag, text, attributes) {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  /** @param {Clause[]} clauses @param {HTMLElement} mark the clause's citation in the cell @param {string} page */
  function passage(clauses, mark, page) {
    const clause = /** @type {Clause} */ (clauses.find(({ id }) => id === mark.dataset.clause));
    const cited = element("p", "", { class: "cd-passage__cite" });
    cited.append(element("a", mark.textContent || "", { class: "cd-cite", href: `${page}#c-${clause.id}` }));
    const said = languages.map((language) =>
      element("p", language === "zh" ? clause.zh : clause.en, {
        class: `cd-${language}`,
        lang: language === "zh" ? "zh-CN" : "en",
      }),
    );
    const around = element("div", "", { class: "cd-passage" });
    around.append(cited, ...said);
    return around;
  }

  /** @param {HTMLAnchorElement} link a cell's */
  async function open(link) {
    const cell = /** @type {HTMLTableCellElement} */ (link.closest("td"));
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const head = heads[cell.cellIndex - 1];
    const topic = /** @type {HTMLAnchorElement} */ (row.cells[0].firstElementChild);
    const page = link.href.split("#")[0];
    const status = /** @type {HTMLElement} */ (words?.querySelector("[data-reading]"));
    /** @type {HTMLElement} */ (words?.querySelector("h2")).textContent = topic.textContent;
    part("notice").replaceChildren(element("a", head.dataset.name || "", { href: page }));
    part("said").replaceChildren(...[...cell.querySelectorAll("b, em")].map((said) => said.cloneNode(true)));
    part("words").replaceChildren();
    part("history").setAttribute("href", `${topic.href}#${head.dataset.notice}`);
    status.textContent = status.dataset.reading || "";
    /** @type {HTMLDialogElement} */ (words).showModal();
    try {
      const clauses = await clausesOf(head.dataset.notice || "");
      const marks = /** @type {NodeListOf<HTMLElement>} */ (cell.querySelectorAll("[data-clause]"));
      part("words").replaceChildren(...[...marks].map((mark) => passage(clauses, mark, page)));
      status.textContent = "";
    } catch {
      // The notice's own page has them as well.
      location.assign(link.href);
    }
  }

  matrix.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("td a");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    // A file cannot be read from a page on disk: there the link leads to the notice.
    if (!(link instanceof HTMLAnchorElement) || !plain || location.protocol === "file:") return;
    event.preventDefault();
    void open(link);
  });
  words.addEventListener("click", ({ target }) => {
    if (target === words || (target instanceof Element && target.closest("[data-close]"))) words.close();
  });
})();
