// @ts-check
/* Citing a clause: the link beside it opens two buttons, one for the citation and one for the link itself. */
import { copyFrom } from "./copying.js";
import { fill } from "../python/words.js";

/** The links become buttons that show and hide the panel; without scripts they lead to their clause. */
export function offerCitations() {
  const panel = document.querySelector(".cd-citing");
  const text = document.querySelector("[data-citation]");
  if (!(panel instanceof HTMLElement) || !(text instanceof HTMLElement)) return;
  const [cite, link] = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll("button")]);
  /** @type {HTMLAnchorElement | null} */
  let opener = null;
  const close = (/** @type {boolean} */ back) => {
    if (!opener) return;
    opener.setAttribute("aria-expanded", "false");
    if (back) opener.focus();
    opener = null;
    panel.hidden = true;
  };
  for (const button of /** @type {NodeListOf<HTMLAnchorElement>} */ (text.querySelectorAll("a.cd-clause__cite"))) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", (event) => {
      const again = opener === button;
      close(false);
      event.preventDefault();
      if (again) return;
      opener = button;
      button.setAttribute("aria-expanded", "true");
      button.closest(".cd-clause")?.append(panel);
      panel.hidden = false;
      cite.focus();
    });
    button.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
  }
  cite.addEventListener("click", () => {
    if (opener) copyFrom(cite, fill(text.dataset.citation || "", { cite: opener.dataset.cite }));
  });
  link.addEventListener("click", () => opener && copyFrom(link, opener.href));
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && close(true));
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && opener && !panel.contains(target) && !opener.contains(target)) close(false);
  });
}
