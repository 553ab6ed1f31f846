// @ts-check
/** Who leaves a form that is filled in and not saved is asked first: also where another form of the page is sent. */

export function keepWritten() {
  /** @type {Set<HTMLFormElement>} */
  const written = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    if (form?.method === "post") written.add(form);
  });
  document.addEventListener("submit", (event) => written.delete(/** @type {HTMLFormElement} */ (event.target)));
  addEventListener("beforeunload", (event) => {
    if (written.size) event.preventDefault();
  });
}
