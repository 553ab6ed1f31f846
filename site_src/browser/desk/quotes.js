// @ts-check
/** Words selected in the clause become the quote of the form that a person is at. */

/** The field that was last in use, or else the first that repeats words of the clause. @returns {HTMLTextAreaElement | null} */
const field = () => last ?? document.querySelector("textarea[data-quote]");

/** @type {HTMLTextAreaElement | null} */
let last = null;

export function offerQuotes() {
  /** @type {HTMLElement | null} */
  const received = document.querySelector("[data-received]");
  if (!received) return;
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLTextAreaElement && "quote" in event.target.dataset) last = event.target;
  });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cd-button";
  button.dataset.key = "q";
  button.setAttribute("aria-keyshortcuts", "q");
  button.textContent = received.dataset.button ?? "";
  button.hidden = true;
  received.after(button);
  document.addEventListener("selectionchange", () => (button.hidden = !selected(received) || !field()));
  // A click elsewhere would end the selection before it is read.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const [words, into] = [selected(received), field()];
    if (!words || !into) return;
    into.value = words;
    into.dispatchEvent(new Event("input", { bubbles: true }));
    into.focus();
  });
}

/** The words that are selected inside the clause. @param {HTMLElement} received */
function selected(received) {
  const selection = document.getSelection();
  if (!selection?.rangeCount || !received.contains(selection.getRangeAt(0).commonAncestorContainer)) return "";
  return selection.toString().trim();
}
