// @ts-check
/* Draws a text as a QR code. */
import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";

/** Modules of white that readers expect around a code. */
const QUIET = 4;

/** @param {HTMLElement} figure whose picture becomes the code @param {string} text */
export function drawCode(figure, text) {
  // Paper is seldom torn or dirty: more modules would only be smaller ones.
  const code = generate(text, { minCorrectionLevel: correction.L });
  const size = code.size + 2 * QUIET;
  figure.querySelector("svg")?.setAttribute("viewBox", `${-QUIET} ${-QUIET} ${size} ${size}`);
  figure.querySelector("path")?.setAttribute("d", toSvgPath(code));
}
