// @ts-check
/* Copies words, and says so. */

/**
 * The older way of copying, since the newer one is refused on plain http: and asks for leave in some browsers.
 * @param {string} text @param {Element} near something to select: some copy nothing where nothing is selected
 */
function copy(text, near) {
  const put = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  getSelection()?.selectAllChildren(near);
  document.addEventListener("copy", put, { once: true });
  const copied = document.execCommand("copy");
  document.removeEventListener("copy", put);
  getSelection()?.removeAllRanges();
  return copied;
}

/** Copies from a button, which then says that it has. @param {HTMLElement} button @param {string} text */
export function copyFrom(button, text) {
  const label = (button.dataset.label ||= button.textContent || "");
  if (copy(text, button)) button.textContent = button.dataset.done || label;
  setTimeout(() => (button.textContent = label), 2000);
}

/** Buttons that copy what they name: an address for a map. */
export function offerCopies() {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-copies]"))) {
    button.hidden = false;
    button.addEventListener("click", () => copyFrom(button, button.dataset.copies || ""));
  }
}
