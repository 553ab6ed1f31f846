// @ts-check
/// <reference lib="webworker" />
/* Runs the self-check in Python, away from the page's own thread.
 *
 * A classic worker, for old phones. It is served one folder beside the runtime (assets/<any>/worker.js and
 * assets/runtime/) and fetches nothing else. The build puts a line before this text that says what is shipped:
 * `self.runtime = {boot, files, lock, version}`.
 *
 * In:  {id, ask, notice, answers, today} ask: "evaluate" (where it is left out), "explain" or "every"; notice and
 *                                        answers as JSON text (or the object that it stands for)
 *      {id, ask: "compare", …}           notice: both notices, answers: the vocabulary, today: the form that is wanted,
 *                                        each as generator/comparison/desk.py has it
 * Out: {progress: {step, loaded, total}} while it starts: "download" or "start"; bytes, as they are when unpacked
 *      {ready: true}                     once; questions asked before are kept and answered then
 *      {failed: message}                 Python did not start, or is lost: this worker must be replaced
 *      {id, verdict}                     canonical JSON text, as Python wrote it, of whatever was asked for
 *      {id, error: {message, key}}       bad input, in Python's own words; key is null where none is to blame
 */
"use strict";

(() => {
  /**
   * @typedef {{id: unknown, ask?: string, notice: unknown, answers: unknown, today: string}} Question
   * @typedef {(...texts: string[]) => string} Answer
   * @typedef {{answer: Answer, write: (entries: [string, Uint8Array][]) => void}} Python `write`: more modules to import
   * @typedef {{boot: "direct" | "pyodide", files: Record<string, number>, lock: object, version: string}} Runtime `files`: what a start fetches, and how many bytes each has when unpacked
   * @typedef {{
   *   fetch: (name: string) => Promise<Response>, run: (name: string) => unknown, read: (name: string) => BufferSource,
   * }} Source where the runtime's files come from; `read` does not return before it has the bytes
   */

  const scope = /** @type {DedicatedWorkerGlobalScope & {runtime: Runtime, runtimeSource?: Source}} */ (
    /** @type {unknown} */ (self)
  );
  // A worker made from a Blob has no folder beside it; Pyodide's loader wants an address all the same.
  const RUNTIME = scope.runtimeSource ? "file:///" : new URL("../runtime/", scope.location.href).href;
  const SCRIPT = "pyodide.asm.js";
  const WASM = "pyodide.asm.wasm";
  const REST = "pyodide.rest.wasm";
  const LIBRARY = "python_stdlib.zip";
  const RULES = "selfcheck.zip";
  const COMPARISON = "comparison.zip";
  const PYTHON = "/lib/python" + scope.runtime.version;

  /** @type {Source} whoever runs this elsewhere (one file, Node) puts another into `self.runtimeSource` */
  const source = scope.runtimeSource || {
    fetch: (name) => scope.fetch(RUNTIME + name),
    run: (name) => importScripts(RUNTIME + name),
    read(name) {
      const request = new XMLHttpRequest();
      request.open("GET", RUNTIME + name, false);
      request.responseType = "arraybuffer";
      request.send();
      if (request.status !== 200) throw new Error(`${name}: ${request.status}`);
      return request.response;
    },
  };

  /** What tells this wasm from every other: the name of the table that `rest` joins. */
  let cut = "";

  // Files, and how much of them has arrived

  const total = Object.values(scope.runtime.files).reduce((sum, size) => sum + size, 0);
  let arrived = 0;

  /** @param {number} bytes */
  function reportArrived(bytes) {
    arrived += bytes;
    const loaded = Math.min(arrived, total);
    scope.postMessage({ progress: { step: loaded < total ? "download" : "start", loaded, total } });
  }

  /** @param {string} name @returns {Promise<Response>} the file; its bytes are counted while they are read */
  async function fetchFile(name) {
    const response = await source.fetch(name);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    const copy = response.body && response.clone().body;
    if (copy) count(copy.getReader()).catch(() => {});
    else reportArrived(scope.runtime.files[name]);
    return response;
  }

  /** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
  async function count(reader) {
    for (let part = await reader.read(); !part.done; part = await reader.read()) reportArrived(part.value.length);
  }

  /** @param {string} name */
  async function runScript(name) {
    await source.run(name);
    reportArrived(scope.runtime.files[name]);
  }

  /** @param {Promise<Response>} file @returns {Promise<Uint8Array>} */
  const bytesOf = async (file) => new Uint8Array(await (await file).arrayBuffer());

  /**
   * @param {Uint8Array} zip a zip whose entries are stored, none of them deflated
   * @returns {[string, Uint8Array][]} names and contents
   */
  function unpack(zip) {
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    const decoder = new TextDecoder();
    /** @type {[string, Uint8Array][]} */
    const entries = [];
    for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
      const size = view.getUint32(at + 18, true);
      const name = at + 30;
      const content = name + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
      entries.push([decoder.decode(zip.subarray(name, name + view.getUint16(at + 26, true))), zip.subarray(content, content + size)]);
      at = content + size;
    }
    return entries;
  }

  /** @param {any} FS Emscripten's file system @param {string} folder @param {[string, Uint8Array][]} entries */
  function writeFiles(FS, folder, entries) {
    for (const [name, content] of entries) {
      const path = `${folder}/${name}`;
      FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      FS.writeFile(path, content, { canOwn: true });
    }
  }

  // Python without Pyodide's own start-up: CPython's C functions are enough to hand over texts and take one back

  /** @returns {Promise<Python>} */
  async function startDirect() {
    const wasm = fetchFile(WASM);
    const library = bytesOf(fetchFile(LIBRARY));
    wasm.catch(() => {});
    library.catch(() => {});
    await runScript(SCRIPT);
    const files = unpack(await library);
    const prepare = (/** @type {any} */ { FS, ENV }) => {
      ENV.PYTHONHOME = "/";
      // The same order of sets on every device, and the same functions called as in the rehearsal.
      ENV.PYTHONHASHSEED = "0";
      writeFiles(FS, PYTHON, files);
    };
    const module = await createModule(wasm, { preRun: [prepare] });
    return { answer: startAnswering(module), write: (entries) => writeFiles(module.FS, PYTHON, entries) };
  }

  /**
   * @param {Promise<Response>} wasm
   * @param {object} more
   * @returns {Promise<any>} Emscripten's module, when Python's `main` has been run
   */
  function createModule(wasm, more) {
    return new Promise((resolve, reject) => {
      const settings = {
        // What Pyodide's script expects to find of its loader, which is not here.
        API: { config: {}, runtimeEnv: { IN_BROWSER: true, IN_BROWSER_WEB_WORKER: true } },
        arguments: ["-S"],
        noImageDecoding: true,
        noAudioDecoding: true,
        noWasmDecoding: true,
        instantiateWasm: (/** @type {any} */ imports, /** @type {Function} */ done) => {
          instantiate(wasm, imports).then(({ exports, module }) => done({ exports }, module), reject);
          return {};
        },
        ...more,
      };
      // @ts-ignore: defined by the script
      _createPyodideModule(settings).then(resolve, reject);
    });
  }

  /** @param {Promise<Response>} file @param {any} imports */
  async function instantiate(file, imports) {
    imports.sentinel = { create_sentinel: () => Symbol("error"), is_sentinel: () => 0 };
    /** @type {WebAssembly.Instance} */
    let instance;
    imports.rest = { join: () => joinRest(instance, imports) };
    const response = await file;
    const type = response.headers.get("content-type") || "";
    // Not every server names the type that compiling while it arrives asks for.
    const streams = type.startsWith("application/wasm") && typeof WebAssembly.instantiateStreaming === "function";
    const streamed = streams
      ? await WebAssembly.instantiateStreaming(response, imports)
      : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
    instance = streamed.instance;
    cut = Object.keys(instance.exports).find((name) => name.startsWith("rest.")) || "";
    // The script is to see what it knows: functions, and none of what only `rest` takes.
    const functions = Object.entries(instance.exports).filter(([, one]) => typeof one === "function");
    return { exports: Object.fromEntries(functions), module: streamed.module };
  }

  /**
   * Functions that no start needs came apart into a second file: the first call of one of them fetches it.
   * The table `rest` has places for them, which the file fills, and after them the functions that they call.
   *
   * @param {WebAssembly.Instance} instance @param {any} imports
   */
  function joinRest(instance, imports) {
    const table = /** @type {WebAssembly.Table} */ (instance.exports[cut]);
    const hot = Object.fromEntries(Array.from({ length: table.length }, (_, index) => [index, table.get(index)]));
    new WebAssembly.Instance(new WebAssembly.Module(source.read(REST)), { ...imports, hot, main: instance.exports });
  }

  /** @param {any} module @param {number} object @returns {number} a pointer, never null */
  function must(module, object) {
    if (object) return object;
    module._PyErr_Print();
    throw new Error("Python did not answer");
  }

  /** @param {any} module Emscripten's @returns {Answer} browser_desk.answer */
  function startAnswering(module) {
    const name = (/** @type {string} */ text) => module.stringToNewUTF8(text);
    const desk = must(module, module._PyImport_ImportModule(name("browser_desk")));
    const pointer = must(module, module._PyObject_GetAttrString(desk, name("answer")));
    const room = must(module, module._PyMem_RawMalloc(32));
    return bindAnswer(module, pointer, room);
  }

  /**
   * @param {any} module Emscripten's
   * @param {number} pointer the Python function
   * @param {number} room eight places for what it is given
   * @returns {Answer}
   */
  function bindAnswer(module, pointer, room) {
    const encoder = new TextEncoder();
    const decoder = new TextDecoder();
    /** @param {string} text */
    function toPython(text) {
      const bytes = encoder.encode(text);
      const copy = must(module, module._PyMem_RawMalloc(bytes.length + 1));
      module.HEAPU8.set(bytes, copy);
      const object = must(module, module._PyUnicode_FromStringAndSize(copy, bytes.length));
      module._PyMem_RawFree(copy);
      return object;
    }
    return (...texts) => {
      const objects = texts.map(toPython);
      objects.forEach((object, index) => (module.HEAPU32[room / 4 + index] = object));
      const told = must(module, module._PyObject_Vectorcall(pointer, room, objects.length, 0));
      const start = must(module, module._PyUnicode_AsUTF8AndSize(told, room));
      const text = decoder.decode(module.HEAPU8.subarray(start, start + module.HEAPU32[room / 4]));
      for (const object of [told, ...objects]) module._Py_DecRef(object);
      return text;
    };
  }

  // Python by Pyodide's own loader, where the build could not do better

  /** @returns {Promise<Python>} */
  async function startPyodide() {
    reportMissingFiles();
    const rules = bytesOf(fetchFile(RULES));
    rules.catch(() => {});
    await runScript("pyodide.js");
    // @ts-ignore: defined by the script
    const pyodide = await loadPyodide({ indexURL: RUNTIME, lockFileContents: scope.runtime.lock });
    const write = (/** @type {[string, Uint8Array][]} */ entries) =>
      writeFiles(pyodide.FS, `${PYTHON}/site-packages`, entries);
    write(unpack(await rules));
    return { answer: pyodide.runPython("from browser_desk import answer; answer"), write };
  }

  /** Pyodide waits for ever for a file that cannot be had: the page is told at once, and may retry. */
  function reportMissingFiles() {
    const plain = scope.fetch.bind(scope);
    scope.fetch = async (...request) => {
      try {
        const response = await plain(...request);
        if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
        return response;
      } catch (error) {
        scope.postMessage({ failed: inOneLine(error) });
        throw error;
      }
    };
  }

  // Questions

  /** @param {unknown} value @returns {string} */
  const asText = (value) => (typeof value === "string" ? value : JSON.stringify(value));

  /** @param {unknown} error @returns {string} a traceback's last line says what happened */
  function inOneLine(error) {
    const { message, name } = /** @type {{message?: string, name?: string}} */ (Object(error));
    const text = message || name || String(error);
    return text.trim().split("\n").pop() || text;
  }

  let compares = false;

  /** @param {Python} python gives it what comparing needs beyond the self-check, once */
  function joinComparison(python) {
    if (compares) return;
    python.write(unpack(new Uint8Array(/** @type {ArrayBuffer} */ (source.read(COMPARISON)))));
    compares = true;
  }

  /** @param {Python} python @param {Question} question */
  function answer(python, { id, ask = "evaluate", notice, answers, today }) {
    try {
      if (ask === "compare") joinComparison(python);
      const told = python.answer(ask, asText(notice), asText(answers), today);
      const text = told.slice(1);
      scope.postMessage(told[0] === "v" ? { id, verdict: text } : { id, error: JSON.parse(text) });
    } catch (error) {
      // Python tells its own exceptions as text: anything else has broken it, and no later question is answered.
      const message = inOneLine(error);
      scope.postMessage({ id, error: { message, key: null } });
      scope.postMessage({ failed: message });
    }
  }

  const started = scope.runtime.boot === "direct" ? startDirect() : startPyodide();
  started.then(
    () => scope.postMessage({ ready: true }),
    (error) => scope.postMessage({ failed: inOneLine(error) }),
  );
  scope.onmessage = (event) => {
    started.then((python) => answer(python, event.data)).catch(() => {});
  };
})();
