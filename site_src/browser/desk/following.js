// @ts-check
/** The pages as they would be published follow the work: they are loaded anew where a file has changed. */

const EVERY = 700;

export function followWork() {
  /** @type {HTMLIFrameElement | null} */
  const shown = document.querySelector("iframe[data-state]");
  if (!shown) return;
  let state = shown.dataset.state;
  const look = async () => {
    if (!document.hidden) {
      const now = await fetch("/state").then((answer) => (answer.ok ? answer.json() : state), () => state);
      if (now !== state) {
        state = now;
        reload(shown);
      }
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
}

/** Loads a frame anew where the reader is in it. @param {HTMLIFrameElement} frame */
function reload(frame) {
  const inside = frame.contentWindow;
  const top = inside?.scrollY ?? 0;
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, top), { once: true });
  inside?.location.reload();
}
