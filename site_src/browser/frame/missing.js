// @ts-check
/* On the page for a missing address, of a site that does not know its own: where this script lies is the site. */

"use strict";

(() => {
  const script = document.currentScript;
  const root = document.documentElement;

  if (!(script instanceof HTMLScriptElement) || root.dataset.found !== undefined) return;
  root.dataset.found = "";
  const home = new URL("../../", script.src);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href^='/']"))) {
    link.href = `${home.href}${(link.getAttribute("href") || "").slice(1)}`;
  }
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-root], [data-finder], [data-home]"))) {
    for (const [name, value] of Object.entries(part.dataset)) {
      if (value?.startsWith("/")) part.dataset[name] = home.href + value.slice(1);
    }
  }
  for (const sheet of ["site", "pages/prose"]) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `${home.href}assets/styles/${sheet}.css`;
    document.head.append(link);
  }
  for (const name of ["look", "frame"]) {
    const own = document.createElement("script");
    own.src = `${home.href}assets/browser/${name}.js`;
    own.async = false;
    document.head.append(own);
  }
})();
