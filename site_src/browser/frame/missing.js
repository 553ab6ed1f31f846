// @ts-check
/* On the page for a missing address, of a site that does not know its own: where this script lies is the site.
 *
 * The document's element has, by their addresses in the site, the sheets and scripts that the page is to load.
 */

"use strict";

(() => {
  const script = document.currentScript;
  const root = document.documentElement;

  if (!(script instanceof HTMLScriptElement) || root.dataset.found !== undefined) return;
  root.dataset.found = "";
  const home = new URL("../../../", script.src);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href^='/']"))) {
    link.href = `${home.href}${(link.getAttribute("href") || "").slice(1)}`;
  }
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-root], [data-finder], [data-home]"))) {
    for (const [name, value] of Object.entries(part.dataset)) {
      if (value?.startsWith("/")) part.dataset[name] = home.href + value.slice(1);
    }
  }
  for (const sheet of root.dataset.sheets?.split(" ") ?? []) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = home.href + sheet;
    document.head.append(link);
  }
  for (const address of root.dataset.scripts?.split(" ") ?? []) {
    const own = document.createElement("script");
    own.src = home.href + address;
    own.async = false;
    document.head.append(own);
  }
})();
