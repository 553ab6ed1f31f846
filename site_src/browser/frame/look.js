// @ts-check
/* How a reader has the site shown, before anything is: runs in the page's head, so that no other look is seen first.
 *
 * The choice is kept on this device alone. Where a browser keeps nothing, the page looks as it is written. That scripts
 * run is known here too, so that nothing appears or goes once the others have come.
 */
"use strict";

(() => {
  document.documentElement.classList.replace("no-js", "js");
  try {
    const look = JSON.parse(localStorage.getItem("chuding-look") || "{}");
    for (const name of ["text", "contrast", "easy"]) {
      if (look[name] === true) document.documentElement.setAttribute(`data-${name}`, "");
    }
  } catch {
    // A private window, or a browser that keeps nothing for a folder on disk.
  }
})();
