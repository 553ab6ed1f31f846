// @ts-check
/* What a page needs wherever it is read: from a folder on disk, at an address with a fragment, on paper. */
import { targetOf } from "./target.js";

/** From a folder on disk a link to a directory shows a list of files: it is led to the page in it. */
export function openFiles() {
  if (location.protocol !== "file:") return;
  // No module loads from there: what stands in the self-check's place is said at once.
  const unstarted = document.querySelector(".cd-unstarted");
  if (unstarted instanceof HTMLElement) unstarted.style.animation = "none";
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (link instanceof HTMLAnchorElement && link.protocol === "file:" && link.pathname.endsWith("/")) {
      link.pathname += "index.html";
    }
  });
}
/** Opens what hides the target of the address, and before the page is printed everything that paper is to have. */
export function openDetails() {
  const open = () => {
    const target = targetOf(location.hash);
    const around = target?.closest("details");
    if (!target || !around || around.open) return;
    around.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([data-unprinted])"))
      details.setAttribute("open", "");
  });
  open();
}