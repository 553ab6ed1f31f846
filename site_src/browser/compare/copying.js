// @ts-check
/* Copies a comparison's table as it is shown. */

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
export function copyTables() {
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