// @ts-check
/* The search field: opens and closes it, asks the finder, and lists what it finds.
 *
 * The finder is a worker. From a folder on disk browsers start none and read nothing: there finder and index are scripts
 * of the page itself. A large index has parts, the latest notices in the first: older ones are read where the reader
 * asks for them, or where the latest have nothing.
 */

/**
 * @typedef {{location: string, title: string, text: string}} Entry titles and texts are HTML
 * @typedef {{page: Entry, sections: Entry[]}} Group a page and what was found in it
 * @typedef {{groups: Group[], count: number, near: boolean}} Found the pages listed, how many there are, and whether near
 * @typedef {{find: (query: string) => Promise<Found>, left: () => number, more: () => Promise<void>}} Finder
 */

/** Of a page's entries as many are listed; the others are folded away. */
const LISTED = 5;
/** @type {Found} */
const NOTHING = { groups: [], count: 0, near: false };

export function openSearch() {
  const search = document.querySelector("[data-finder]");
  const button = document.querySelector("button[data-search]");
  if (!(search instanceof HTMLElement && button instanceof HTMLElement)) return;
  const field = /** @type {HTMLInputElement} */ (search.querySelector("input"));
  const found = /** @type {HTMLElement} */ (search.querySelector(".cd-found"));
  const status = /** @type {HTMLElement} */ (found.querySelector("[role=status]"));
  const list = /** @type {HTMLElement} */ (found.querySelector("ol"));
  const way = /** @type {HTMLElement} */ (found.querySelector(".cd-found__way"));
  const { root = "", finder = "", start = "", none = "", pages = "", more = "" } = search.dataset;
  const { listed = "", reading = "", unread = "", near: nearest = "" } = search.dataset;
  const older = /** @type {HTMLButtonElement} */ (found.querySelector("button"));
  /** @type {Promise<Finder> | undefined} */
  let started;
  let latest = 0;

  const open = () => {
    started ||= startFinder(finder, root);
    search.dataset.open = "";
    found.hidden = false;
    if (!field.value) status.textContent = start;
  };
  const close = () => {
    delete search.dataset.open;
    found.hidden = true;
  };

  async function show() {
    const number = (latest += 1);
    const query = field.value.trim();
    const finding = await /** @type {Promise<Finder>} */ (started);
    let { groups, count, near } = query ? await finding.find(query) : NOTHING;
    let failed = false;
    while (query && number === latest && !count && finding.left() && !failed) {
      status.textContent = reading;
      failed = await finding.more().then(() => false, () => true);
      ({ groups, count, near } = await finding.find(query));
    }
    if (number !== latest) return;
    list.replaceChildren(...groups.map((group) => itemOf(group, root, more)));
    older.hidden = !query || !finding.left();
    const some = groups.length < count ? listed.replace("{listed}", String(groups.length)) : "";
    const told = near ? nearest : pages.replace("{count}", String(count)) + some;
    status.textContent = !query ? start : count ? told : failed ? unread : none;
    way.hidden = !query || count > 0;
  }

  async function searchOlder() {
    const finding = await /** @type {Promise<Finder>} */ (started);
    // The button goes away, and the focus with it.
    field.focus();
    older.hidden = true;
    status.textContent = reading;
    try {
      while (finding.left()) await finding.more();
      await show();
    } catch {
      status.textContent = unread;
      older.hidden = false;
    }
  }

  const answer = () => {
    open();
    return show();
  };

  button.addEventListener("click", () => {
    open();
    field.focus();
  });
  search.querySelector("[value=close]")?.addEventListener("click", () => {
    close();
    button.focus();
  });
  field.addEventListener("focus", open);
  older.addEventListener("click", () => void searchOlder());
  // Typed, pasted, dictated; an input method tells of the word that was chosen by the end of its composition alone.
  for (const event of ["input", "compositionend"]) field.addEventListener(event, () => void answer());
  search.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      if (button.getClientRects().length) button.focus();
      else field.blur();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = /** @type {HTMLElement[]} */ ([field, ...list.querySelectorAll("a")]).filter((stop) => stop.getClientRects().length);
      const next = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + (event.key === "ArrowDown" ? 1 : -1);
      /** @type {HTMLElement | undefined} */ (stops[next])?.focus();
      event.preventDefault();
    }
  });
  // Where the focus or a click goes elsewhere, the list makes room.
  search.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !search.contains(relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !search.contains(target) && !button.contains(target)) close();
  });
  // What was typed before this script came is answered now.
  if (document.activeElement === field) open();
  if (field.value) void answer();
  // A result on the page itself leaves the page as it is.
  found.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) close();
  });
}

/** @param {string} finder the script's address @param {string} root the language's, which the index stands under @returns {Promise<Finder>} */
async function startFinder(finder, root) {
  const index = `${root}search/search_index`;
  let last = 1;
  if (location.protocol === "file:") {
    /** @type {{docs: Entry[], asked?: object, parts?: number}} */
    const whole = { docs: [] };
    Object.assign(window, {
      searchIndex: (/** @type {typeof whole} */ { docs, ...first }) => Object.assign(whole, first, { docs: [...whole.docs, ...docs] }),
    });
    await Promise.all([loadScript(finder), loadScript(`${index}.js`)]);
    const { searchSite } = /** @type {any} */ (window);
    return {
      find: async (query) => searchSite(whole, query),
      left: () => (whole.parts ?? 1) - last,
      more: async () => {
        await loadScript(`${index}_${last + 1}.js`);
        last += 1;
      },
    };
  }
  const { docs, asked, parts = 1 } = await readPart(`${index}.js`);
  const worker = new Worker(finder);
  worker.postMessage({ docs, asked });
  return {
    find: asking(worker),
    left: () => parts - last,
    more: async () => {
      worker.postMessage(await readPart(`${index}_${last + 1}.js`));
      last += 1;
    },
  };
}

/** @param {Worker} worker @returns {Finder["find"]} */
function asking(worker) {
  let asked = 0;
  return (query) =>
    new Promise((resolve) => {
      const id = (asked += 1);
      const hear = (/** @type {MessageEvent} */ { data }) => {
        if (data.id !== id) return;
        worker.removeEventListener("message", hear);
        resolve(data);
      };
      worker.addEventListener("message", hear);
      worker.postMessage({ id, query });
    });
}

/** @param {string} address of a part of the index: a script that hands JSON to a function */
async function readPart(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const script = await response.text();
  return JSON.parse(script.slice(script.indexOf("(") + 1, script.lastIndexOf(")")));
}

/** @param {string} address */
function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

/** @param {Group} group @param {string} root @param {string} more */
function itemOf({ page, sections }, root, more) {
  const item = document.createElement("li");
  item.append(linkTo(page, root), listOf(sections.slice(0, LISTED), root));
  if (sections.length > LISTED) {
    const rest = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = more.replace("{count}", String(sections.length - LISTED));
    rest.append(summary, listOf(sections.slice(LISTED), root));
    item.append(rest);
  }
  return item;
}

/** @param {Entry[]} sections @param {string} root */
function listOf(sections, root) {
  const list = document.createElement("ol");
  for (const section of sections) {
    const item = document.createElement("li");
    item.append(linkTo(section, root));
    list.append(item);
  }
  return list;
}

/** @param {Entry} entry @param {string} root */
function linkTo({ location, title, text }, root) {
  const link = document.createElement("a");
  link.href = root + location;
  link.innerHTML = `<b>${title}</b>${text}`;
  return link;
}
