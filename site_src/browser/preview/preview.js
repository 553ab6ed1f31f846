// @ts-check
/** On every page of a preview: it is loaded anew where a file has changed that the site is made from. */

const EVERY = 700;

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const { state } = own.dataset;
const asked = new URL("state", own.src);

async function look() {
  if (!document.hidden) {
    const now = await fetch(asked).then((answer) => (answer.ok ? answer.json() : state), () => state);
    if (now !== state) return location.reload();
  }
  setTimeout(look, EVERY);
}
setTimeout(look, EVERY);
