// @ts-check
/// <reference lib="webworker" />
/* Stands before the worker's text in the one file: the page hands the runtime's files over, and none is fetched.
 *
 * Bytes, not Blobs: WebKit reads no Blob in a worker that is itself made from one.
 *
 * In: {files: {name: bytes}} once, before any question
 */
"use strict";

(() => {
  const scope = /** @type {any} */ (self);
  /** @type {Record<string, ArrayBuffer>} */
  let files = {};
  const arrived = new Promise((resolve) => {
    /** @param {MessageEvent} event */
    function take(event) {
      scope.removeEventListener("message", take);
      event.stopImmediatePropagation();
      files = event.data.files;
      resolve(null);
    }
    scope.addEventListener("message", take);
  });
  scope.runtimeSource = {
    /** @param {string} name */
    async fetch(name) {
      await arrived;
      const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      return new Response(files[name], { headers: { "Content-Type": type } });
    },
    // Scripts stand before this text and have run.
    run: () => {},
    /** @param {string} name */
    read: (name) => files[name],
  };
  // Pyodide's own loader knows no other way to its files.
  scope.fetch = (/** @type {string} */ address) => scope.runtimeSource.fetch(String(address).split("/").pop());
})();
