// @ts-check
// What every page's frame does: nothing here is needed to read the site, follow its links or change its language.
"use strict";

(() => {
  /** The reader's place: the last anchor at or above the top of the view; "" at the beginning of the page. */
  function placeOf() {
    const below = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
    let place = "";
    for (const element of document.querySelectorAll("[id^='c-'], [id^='t-'], .md-typeset h2[id], .md-typeset h3[id]")) {
      const box = element.getBoundingClientRect();
      if (box.height && box.top <= below + 32) place = element.id;
    }
    return place && `#${place}`;
  }

  /** Leads the link to the page's twin to the reader's place, with the choices that are in the address. */
  function keepPlace() {
    const twin = document.querySelector("a[data-twin]");
    if (!(twin instanceof HTMLAnchorElement)) return;
    for (const event of ["pointerdown", "focus", "click"]) {
      twin.addEventListener(event, () => {
        twin.search = location.search;
        twin.hash = placeOf();
      });
    }
  }

  /** From a folder on disk a link to a directory shows a list of files: it is led to the page in it. */
  function openFiles() {
    if (location.protocol !== "file:") return;
    // No module loads from there: what stands in the self-check's place is said at once.
    const unstarted = document.querySelector(".cd-unstarted");
    if (unstarted instanceof HTMLElement) unstarted.style.animation = "none";
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (link instanceof HTMLAnchorElement && link.protocol === "file:" && link.pathname.endsWith("/")) {
        link.pathname += "index.html";
      }
    });
  }

  /** Opens what hides the target of the address, and everything before the page is printed. */
  function openDetails() {
    const open = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const around = target?.closest("details");
      if (!target || !around || around.open) return;
      around.open = true;
      target.scrollIntoView();
    };
    addEventListener("hashchange", open);
    addEventListener("beforeprint", () => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    open();
  }

  /** The button opens the theme's search and leads to its field, which until then takes no focus. */
  function openSearch() {
    const toggle = document.getElementById("__search");
    const field = document.querySelector("[data-md-component=search-query]");
    const button = document.querySelector("button[data-search]");
    if (!(toggle instanceof HTMLInputElement) || !(field instanceof HTMLElement)) return;
    button?.addEventListener("click", () => {
      if (!toggle.checked) toggle.click();
      requestAnimationFrame(() => field.focus());
    });
  }

  /** Keeps the theme from acting on single letters, which speech input may produce (WCAG 2.1.4). */
  function silenceShortcuts() {
    addEventListener(
      "keydown",
      (event) => {
        const at = event.target;
        const typing = at instanceof HTMLElement && (at.isContentEditable || at.matches("input, select, textarea"));
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
        if (plain && !typing && /^[a-z,./]$/i.test(event.key)) event.stopImmediatePropagation();
      },
      true,
    );
  }

  const now = new Date();

  /** Says beside each window whether it is still to come, open or closed on the device's date; both days are in it. */
  function markWindows() {
    const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
    const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-opens]"))) {
      const { opens = "", closes = "" } = mark.dataset;
      const state = today < opens ? "upcoming" : today > closes ? "closed" : "open";
      mark.dataset.windowState = state;
      mark.textContent = mark.dataset[state] || "";
      mark.hidden = false;
    }
  }

  /** What a reader chooses to see of a comparison: its rows and what its cells hold; a row that is led to is shown. */
  function choose() {
    const marked = () => {
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const around = row?.closest("[data-rows]");
      const all = around?.querySelector("[name=rows][value=all]");
      if (row?.matches(".cd-row--same") && all instanceof HTMLInputElement && !all.checked) {
        all.click();
        row.scrollIntoView();
      }
    };
    document.addEventListener("change", ({ target }) => {
      const around = target instanceof HTMLInputElement && target.form?.closest("[data-rows]");
      if (around && target.form?.matches(".cd-choices")) around.setAttribute(`data-${target.name}`, target.value);
    });
    addEventListener("hashchange", marked);
    marked();
  }

  /** Marks today in the timeline: by a line through its year, or by words between the years that have one. */
  function markToday() {
    const year = now.getFullYear();
    const bands = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".cd-band")]);
    const here = bands.find(({ dataset }) => dataset.year === String(year));
    if (here) {
      const [start, end, day] = [Date.UTC(year, 0), Date.UTC(year + 1, 0), Date.UTC(year, now.getMonth(), now.getDate())];
      const share = (day + 43_200_000 - start) / (end - start);
      for (const line of here.querySelectorAll(".when-today")) {
        line.setAttribute("x", `${100 * share}%`);
        line.setAttribute("text-anchor", share < 0.1 ? "start" : share > 0.9 ? "end" : "middle");
        line.removeAttribute("hidden");
      }
      return;
    }
    const between = document.querySelector(".cd-between");
    if (!(between instanceof HTMLElement)) return;
    between.textContent = (between.dataset.words ?? "").replace("{year}", String(year));
    between.hidden = false;
    bands.find(({ dataset }) => Number(dataset.year) < year)?.before(between);
  }

  /**
   * What the element shows to everyone, with no more than its lines and the words that differ.
   * @param {Node} node @returns {string}
   */
  function markup(node) {
    if (!(node instanceof HTMLElement)) return (node.textContent || "").replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    const aside = node.ariaHidden === "true" || node.matches(".cd-row__history");
    if (aside || getComputedStyle(node).display === "none") return "";
    const [tag, inside] = [node.localName, [...node.childNodes].map(markup).join("")];
    if (tag === "ins" || tag === "del") return `<${tag}>${inside}</${tag}>`;
    return /^(p|li|dt|dd)$/.test(tag) && inside.trim() ? `${inside}<br>` : inside;
  }

  /** Markup as one cell of tab-separated text, which no spreadsheet program takes for a formula. @param {string} html */
  function cellOf(html) {
    const lines = html.replace(/(<br>)+/g, "\n").replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
    const text = lines.trim().replace(/^[=+@-]/, "'$&");
    return /[\n\t"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** Copies the rows that are shown: as a table for documents, as tab-separated text for all else. */
  function copyTables() {
    document.addEventListener("click", ({ target }) => {
      const button = target instanceof Element && target.closest("button[data-copy]");
      const table = button && button.closest(".cd-comparison")?.querySelector("table");
      if (!(button instanceof HTMLElement) || !table) return;
      const rows = [...table.rows].filter((row) => row.getClientRects().length).map((row) => [...row.cells].map(markup));
      const html = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("");
      const text = rows.map((cells) => cells.map(cellOf).join("\t")).join("\n");
      const put = (/** @type {ClipboardEvent} */ event) => {
        event.clipboardData?.setData("text/html", `<table border="1">${html}</table>`);
        event.clipboardData?.setData("text/plain", text);
        event.preventDefault();
      };
      // The older way of copying, since the newer one is refused on plain http: and asks for leave in some browsers.
      // Some copy nothing where nothing is selected.
      getSelection()?.selectAllChildren(table);
      document.addEventListener("copy", put, { once: true });
      const copied = document.execCommand("copy");
      document.removeEventListener("copy", put);
      getSelection()?.removeAllRanges();
      const label = (button.dataset.label ||= button.textContent || "");
      if (copied) button.textContent = button.dataset.done || label;
      setTimeout(() => (button.textContent = label), 2000);
    });
  }

  markWindows();
  markToday();
  copyTables();
  choose();
  keepPlace();
  openFiles();
  openDetails();
  openSearch();
  silenceShortcuts();
})();
