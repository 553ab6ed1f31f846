// @ts-check
/* WeChat's browser saves no files: where the page offers some, it says how to open the page in another one. */

const FILES = "a[download], a[href$='.ics']";

export function hintAtDownloads() {
  const hint = document.querySelector("template[data-outside]");
  if (!(hint instanceof HTMLTemplateElement) || !navigator.userAgent.includes("MicroMessenger")) return;
  const blocks = [...document.querySelectorAll(FILES)].map((link) => link.closest("p, ul, ol, dl, div"));
  for (const block of new Set(blocks)) block?.after(hint.content.cloneNode(true));
}
