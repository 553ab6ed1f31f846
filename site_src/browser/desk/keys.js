// @ts-check
/**
 * One key a way: a letter follows the link or presses the button that names it, Ctrl+Enter saves and goes on, Escape
 * leaves the field that one is in, so that letters are ways again.
 */

const WRITTEN_IN = "input:not([type=checkbox]), textarea, select";

export function followKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = /** @type {Element | null} */ (event.target)?.closest("form");
      /** @type {HTMLElement | null | undefined} */ (form?.querySelector("[data-key=Enter]"))?.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest(WRITTEN_IN)) {
      // Not while a character is being composed, which Escape gives up.
      if (event.key === "Escape" && !event.isComposing) event.target.blur();
      return;
    }
    /** @type {HTMLElement | null} */
    const way = document.querySelector(`[data-key=${CSS.escape(event.key.toLowerCase())}]`);
    if (way) {
      event.preventDefault();
      way.click();
    }
  });
}
