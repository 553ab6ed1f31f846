// @ts-check
/* In a frame of another page: tells that page how high this one is, and nothing else.
 *
 * A height is no secret, and the page around may have asked the browser not to say who it is: so whoever holds the frame
 * hears it. Answers, the notice and the verdict are never told.
 */

const TYPE = "chuding:height";
const embedded = /** @type {HTMLElement} */ (document.querySelector("[data-embed]"));

function tellHeight() {
  const height = Math.ceil(embedded.getBoundingClientRect().bottom + window.scrollY);
  window.parent.postMessage({ type: TYPE, height }, "*");
}

/** The notice and the site open beside the page around, never inside its frame. @param {Event} event */
function openOutside(event) {
  const link = /** @type {Element} */ (event.target).closest("a[href]");
  if (!(link instanceof HTMLAnchorElement) || "twin" in link.dataset || !/^(https?|file):$/.test(link.protocol)) return;
  if (link.origin === location.origin && link.pathname === location.pathname) return;
  link.target = "_blank";
  link.rel = "noopener";
}

if (window.parent !== window) {
  new ResizeObserver(tellHeight).observe(embedded);
  document.addEventListener("click", openOutside, true);
}
