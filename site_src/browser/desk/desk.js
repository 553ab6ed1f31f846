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

/** @type {HTMLElement | null} */
const first = document.querySelector("[data-focus], .cd-entry--suggested .cd-button--full, .cd-form [aria-invalid]");
first?.focus();
