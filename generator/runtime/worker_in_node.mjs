// @ts-check
/* Runs the site's worker and runtime in Node, by the paths that a browser's worker takes. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = { ".wasm": "application/wasm" };

/**
 * @param {string} folder where the runtime's files lie
 * @param {string} worker the worker's text
 * @param {{imports?: object, loadPyodide?: Function}} [more] what the wasm imports beside the usual; Pyodide's loader
 *   for Node
 * @returns {Promise<{ask: (question: object) => Promise<any>, module: any}>} `ask` takes what the worker takes, without
 *   an id, and gives its answer; `module` is Emscripten's, or undefined where Pyodide's loader started Python
 */
export async function startWorker(folder, worker, { imports = {}, loadPyodide } = {}) {
  const read = (/** @type {string} */ name) => readFileSync(path.join(folder, name));
  /** @type {any[]} */
  const arrived = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  /** @type {any} the worker's global scope, as far as the worker uses it */
  const scope = { location: { href: pathToFileURL(path.join(folder, "../browser/worker.js")).href }, crypto };
  scope.postMessage = (/** @type {any} */ message) => {
    if (message.progress) return;
    arrived.push(message);
    waiting.shift()?.();
  };
  scope.fetch = async (/** @type {string} */ name) =>
    new Response(read(path.basename(name)), { headers: { "content-type": TYPES[path.extname(name)] || "" } });
  scope.runtimeSource = { fetch: scope.fetch, run: runScript, read };

  let createModule;
  let module;
  function runScript(/** @type {string} */ name) {
    // Pyodide's own loader would look for a page; the one made for Node is given instead.
    if (name === "pyodide.js") return;
    const text = `${read(name)}\nreturn _createPyodideModule;`;
    createModule = new Function("self", "WorkerGlobalScope", "process", "require", text)(scope, Object);
  }
  const wrapped = async (/** @type {object} */ settings) => (module = await createModule(settings));
  const shadows = {
    self: scope,
    importScripts: undefined,
    XMLHttpRequest: undefined,
    loadPyodide: (/** @type {object} */ options) => loadPyodide?.({ ...options, indexURL: folder + path.sep }),
    _createPyodideModule: Object.assign(wrapped, { toString: () => String(createModule) }),
    WebAssembly: Object.create(WebAssembly, {
      instantiateStreaming: {
        value: (/** @type {any} */ file, /** @type {object} */ given) =>
          WebAssembly.instantiateStreaming(file, Object.assign(given, imports)),
      },
    }),
  };
  new Function(...Object.keys(shadows), worker)(...Object.values(shadows));

  async function nextMessage() {
    if (!arrived.length) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    return arrived.shift();
  }
  const first = await nextMessage();
  if (!first.ready) throw new Error(first.failed);
  return {
    module,
    async ask(question) {
      scope.onmessage({ data: { id: 0, ...question } });
      return nextMessage();
    },
  };
}
