// @ts-check
/* On `file://` browsers start no worker: there the search runs in the page itself, and the theme notices nothing. */
"use strict";

(() => {
  if (location.protocol !== "file:") return;

  class WorkerInPage extends EventTarget {
    /** @param {string} address of a script that speaks through `searchPort` where there is one */
    constructor(address) {
      super();
      const inside = new EventTarget();
      const tell = (/** @type {unknown} */ data) => this.dispatchEvent(new MessageEvent("message", { data }));
      Object.assign(window, { searchPort: Object.assign(inside, { postMessage: tell }) });
      const script = document.createElement("script");
      script.src = address;
      const started = new Promise((resolve) => script.addEventListener("load", resolve));
      document.head.append(script);
      /** @param {unknown} data */
      this.postMessage = (data) => started.then(() => inside.dispatchEvent(new MessageEvent("message", { data })));
      this.terminate = () => script.remove();
    }
  }

  Object.assign(window, { Worker: WorkerInPage });
})();
