// @ts-check
/** What the desk's pages do beyond links and forms: keys, words of the document as a quote, where to begin. */
import { sayBusy } from "./busy.js";
import { followKeys } from "./keys.js";
import { keepWritten } from "./leaving.js";
import { offerQuotes } from "./quotes.js";

followKeys();
offerQuotes();
keepWritten();
sayBusy();

/** The form that somebody has just opened, then what is open. */
const BEGINNINGS = [
  "[data-begun] :is(input:not([type=hidden]), select, textarea)",
  "[data-focus], .cd-entry--suggested .cd-button--full, .cd-form [aria-invalid]",
];
const first = BEGINNINGS.map((each) => document.querySelector(each)).find((found) => found instanceof HTMLElement);
const begin = () => first?.focus();
// A place in the address would take the focus away again when it is gone to.
if (location.hash && document.readyState !== "complete") addEventListener("load", () => requestAnimationFrame(begin));
else begin();
