// @ts-check
/* The table of contents beside the page: what has been read is told from what is below. */
import { targetOf } from "./target.js";

export function followContents() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".cd-sidebar a")]);
  const places = links.map((link) => targetOf(link.hash));
  if (!links.length) return;

  let waiting = false;
  const mark = () => {
    waiting = false;
    const below = Math.max(0, document.querySelector("header")?.getBoundingClientRect().bottom ?? 0);
    const passed = places.filter((place) => place && place.getBoundingClientRect().top <= below + 32).length;
    links.forEach((link, index) => link.toggleAttribute("data-passed", index < passed));
  };
  addEventListener(
    "scroll",
    () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    },
    { passive: true },
  );
  mark();
}
