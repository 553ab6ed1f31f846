// @ts-check
/* Copies a comparison's table as it is shown. */

/**
 * What the element shows to everyone, with no more than its lines and the words that differ.
 * @param {Node} node @returns {string}
 */
function markup(node) {
  if (!(node instanceof HTMLElement)) return (node.textContent || "").replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  if (node.ariaHidden === "true" || node.matches(".cd-row__more")) return "";
  const [tag, inside] = [node.localName, insideOf(node)];
  if (tag === "ins" || tag === "del") return `<${tag}>${inside}</${tag}>`;
  return (/^(p|li|dt|dd)$/.test(tag) || node.matches(".cd-change")) && inside.trim() ? `${inside}<br>` : inside;
}

/** @param {Element} element @returns {string} a cell's too, which a narrow screen does not show */
const insideOf = (element) => [...element.childNodes].map(markup).join("");
/** Markup as one cell of tab-separated text, which no spreadsheet program takes for a formula. @param {string} html */
function cellOf(html) {
  const lines = html.replace(/(<br>)+/g, "\n").replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  const text = lines.trim().replace(/^[=+@\uff1d\uff0b\uff20\uff0d-]/, "'$&");
  return /[\n\t"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
/** Copies the rows of the table, and of what is unfolded below it: as a table for documents, as tab-separated text for all else. */
export function copyTables() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button[data-copy]");
    if (!(button instanceof HTMLElement)) return;
    const around = button.closest(".cd-comparison");
    const tables = /** @type {HTMLTableElement[]} */ ([...(around?.querySelectorAll("table.cd-compare") || [])]);
    if (!tables.length) return;
    const shown = tables.filter((table) => !table.closest("details:not([open])"));
    // The head once: every table has the same.
    const listed = shown.flatMap((table, place) => [...table.rows].slice(place ? 1 : 0));
    // Where both notices say the same, one cell says where: it is copied for each.
    const rows = listed.map((row) => [...row.cells].flatMap((cell) => Array(cell.colSpan).fill(insideOf(cell))));
    const html = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("");
    const text = rows.map((cells) => cells.map(cellOf).join("\t")).join("\n");
    const put = (/** @type {ClipboardEvent} */ event) => {
      event.clipboardData?.setData("text/html", `<table border="1">${html}</table>`);
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    // The older way of copying, since the newer one is refused on plain http: and asks for leave in some browsers.
    // Some copy nothing where nothing is selected.
    getSelection()?.selectAllChildren(tables[0]);
    document.addEventListener("copy", put, { once: true });
    const copied = document.execCommand("copy");
    document.removeEventListener("copy", put);
    getSelection()?.removeAllRanges();
    const label = (button.dataset.label ||= button.textContent || "");
    if (copied) button.textContent = button.dataset.done || label;
    setTimeout(() => (button.textContent = label), 2000);
  });
}