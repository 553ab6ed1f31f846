// @ts-check
/** What takes long says so: the button of a form that was sent shows its words for that, and cannot be pressed again. */

export function sayBusy() {
  document.addEventListener("submit", (event) => {
    /** @type {HTMLButtonElement | null | undefined} */
    const button = /** @type {Element | null} */ (event.target)?.querySelector("button[data-busy]");
    if (!button) return;
    button.textContent = button.dataset.busy ?? "";
    button.disabled = true;
  });
}
