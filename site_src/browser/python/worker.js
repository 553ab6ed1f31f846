// @ts-check
/// <reference lib="webworker" />
/* Runs the self-check in Python, away from the page's own thread.
 *
 * A classic worker, for old phones. It is served one folder beside the runtime (assets/<any>/worker.js and
 * assets/runtime/) and fetches nothing else. The build puts a line before this text that says what is shipped:
 * `self.runtime = {boot, files, code, lock, version}`.
 *
 * No answer comes from a file whose hash is not the build's. Where a page may compute hashes, as over https, that is
 * done beside the start; elsewhere the browser is given them with each request, and holds a file back until it has it.
 * There nobody checks the script and `rest`, nor, under Pyodide's own loader, a script anywhere. A worker by the name
 * `anew` fetches past the browser's cache.
 *
 * In:  {id, ask, notice, answers, today} ask: "evaluate" (where it is left out), "explain" or "every"; notice and
 *                                        answers as JSON text (or the object that it stands for)
 *      {id, ask: "compare", …}           notice: both notices, answers: the vocabulary, today: the form that is wanted,
 *                                        each as generator/comparison/browser.py has it
 * Out: {progress: {step, loaded, total}} while it starts: "download" or "start"; bytes, as they are when unpacked
 *      {ready: true}                     once; questions asked before are kept and answered then
 *      {failed: message, damaged}        Python did not start, or is lost: this worker must be replaced; by one that
 *                                        starts anew, if it may be that a file was damaged
 *      {id, verdict}                     canonical JSON text, as Python wrote it, of whatever was asked for
 *      {id, error: {message, key}}       bad input, in Python's own words; key is null where none is to blame
 */
"use strict";

(() => {
  /**
   * @typedef {{id: unknown, ask?: string, notice: unknown, answers: unknown, today: string}} Question
   * @typedef {(...texts: string[]) => string} Answer
   * @typedef {{answer: Answer, write: (entries: [string, Uint8Array][]) => void}} Python `write`: more modules to import
   * @typedef {{
   *   boot: "direct" | "pyodide", files: Record<string, {size: number, hash: string}>, code?: string, lock?: object,
   *   version: string,
   * }} Runtime `files`: bytes when unpacked, and hashes as `integrity` takes them; `code`: the hash of the function that
   *   Pyodide's script defines, as it writes itself
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
  const { files } = scope.runtime;
  const anew = scope.name === "anew";
  const subtle = scope.crypto && scope.crypto.subtle;

  /** A file could not be had; of any other failure a damaged one may be the cause. */
  class Missing extends Error {}

  /** @param {string} name @returns {RequestInit} */
  const asBuilt = (name) => ({ cache: anew ? "reload" : "default", integrity: files[name].hash });

  /** @type {Source} whoever runs this elsewhere (one file, Node) puts another into `self.runtimeSource` */
  const source = scope.runtimeSource || {
    // The hash in the request would keep the bytes back, and progress with them, until there are all.
    fetch: (name) => scope.fetch(RUNTIME + name, subtle ? { cache: asBuilt(name).cache } : asBuilt(name)),
    async run(name) {
      // The script is then taken from where this puts it.
      if (anew) await (await scope.fetch(RUNTIME + name, asBuilt(name))).arrayBuffer();
      importScripts(RUNTIME + name);
    },
    read(name) {
      const request = new XMLHttpRequest();
      request.open("GET", RUNTIME + name, false);
      request.responseType = "arraybuffer";
      if (anew) request.setRequestHeader("Cache-Control", "no-cache");
      request.send();
      if (request.status !== 200) throw new Error(`${name}: ${request.status}`);
      return request.response;
    },
  };

  /** What tells this wasm from every other: the name of the table that `rest` joins. */
  let cut = "";

  // Files, how much of them has arrived, and whether they are those of the build

  const atStart = Object.keys(files).filter((name) => name !== REST && name !== COMPARISON);
  const total = atStart.reduce((sum, name) => sum + files[name].size, 0);
  let arrived = 0;

  /** @param {number} bytes */
  function reportArrived(bytes) {
    arrived += bytes;
    const loaded = Math.min(arrived, total);
    scope.postMessage({ progress: { step: loaded < total ? "download" : "start", loaded, total } });
  }

  /** @type {Promise<unknown>[]} what is still being read and checked, or has been */
  const checks = [];

  /** An answer waits for it. */
  async function allChecked() {
    for (const check of checks) await check;
  }

  /** @param {string} name @param {BufferSource} bytes @param {string} [hash] */
  function check(name, bytes, hash = files[name].hash) {
    if (!subtle) return;
    const checked = hashOf(subtle, bytes).then((found) => {
      if (found !== hash) throw new Error(`${name} is damaged`);
    });
    checked.catch(fail);
    checks.push(checked);
  }

  /** @param {SubtleCrypto} subtle @param {BufferSource} bytes */
  async function hashOf(subtle, bytes) {
    const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
    return `sha256-${btoa(String.fromCharCode(...digest))}`;
  }

  /** @param {string} name @returns {Promise<Response>} */
  async function fetchFile(name) {
    const response = await source.fetch(name).catch((error) => {
      // A browser that was given the hash does not say which of the two it was.
      throw subtle ? new Missing(`${name}: ${inOneLine(error)}`) : error;
    });
    if (!response.ok) throw new Missing(`${name}: ${response.status}`);
    return response;
  }

  /** @param {string} name @param {Response} file @returns {Promise<Uint8Array>} its bytes, counted while they are read */
  async function readFile(name, file) {
    const bytes = new Uint8Array(files[name].size);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (file.body).getReader();
    for (let end = 0; ; ) {
      const { done, value } = await reader.read().catch((error) => {
        throw new Missing(`${name}: ${inOneLine(error)}`);
      });
      if (done) break;
      if (end + value.length > bytes.length) throw new Error(`${name} is too long`);
      bytes.set(value, end);
      end += value.length;
      reportArrived(value.length);
    }
    check(name, bytes);
    return bytes;
  }

  /** @param {string} name */
  const bytesOf = async (name) => readFile(name, await fetchFile(name));

  /** @param {string} name */
  async function runScript(name) {
    try {
      await source.run(name);
    } catch (error) {
      throw Object(error).name === "NetworkError" ? new Missing(inOneLine(error)) : error;
    }
    reportArrived(files[name].size);
  }

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
    const library = bytesOf(LIBRARY);
    wasm.catch(() => {});
    library.catch(() => {});
    await runScript(SCRIPT);
    // @ts-ignore: defined by the script, which is its text and little else; nobody else tells what has been run
    check(SCRIPT, new TextEncoder().encode(String(_createPyodideModule)), scope.runtime.code);
    const modules = unpack(await library);
    const prepare = (/** @type {any} */ { FS, ENV }) => {
      ENV.PYTHONHOME = "/";
      // The same order of sets on every device, and the same functions called as in the rehearsal.
      ENV.PYTHONHASHSEED = "0";
      writeFiles(FS, PYTHON, modules);
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
    const copied = readFile(WASM, response.clone());
    copied.catch(fail);
    checks.push(copied);
    const type = response.headers.get("content-type") || "";
    // Not every server names the type that compiling while it arrives asks for.
    const streams = type.startsWith("application/wasm") && typeof WebAssembly.instantiateStreaming === "function";
    const instantiated = streams
      ? WebAssembly.instantiateStreaming(response, imports)
      : copied.then((bytes) => WebAssembly.instantiate(/** @type {BufferSource} */ (bytes), imports));
    const streamed = await instantiated.catch(async (error) => {
      // If the file did not come whole, that is the cause.
      await copied;
      throw error;
    });
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
    const rest = source.read(REST);
    // Whatever is asked meanwhile is answered when this is done.
    check(REST, rest);
    new WebAssembly.Instance(new WebAssembly.Module(rest), { ...imports, hot, main: instance.exports });
  }

  /** @param {any} module @param {number} object @returns {number} a pointer, never null */
  function must(module, object) {
    if (object) return object;
    module._PyErr_Print();
    throw new Error("Python did not answer");
  }

  /** @param {any} module Emscripten's @returns {Answer} dispatch.answer */
  function startAnswering(module) {
    const name = (/** @type {string} */ text) => module.stringToNewUTF8(text);
    const dispatch = must(module, module._PyImport_ImportModule(name("dispatch")));
    const pointer = must(module, module._PyObject_GetAttrString(dispatch, name("answer")));
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
    reportBadFiles();
    const rules = bytesOf(RULES);
    rules.catch(() => {});
    await runScript("pyodide.js");
    // @ts-ignore: defined by the script
    const pyodide = await loadPyodide({ indexURL: RUNTIME, lockFileContents: scope.runtime.lock });
    const write = (/** @type {[string, Uint8Array][]} */ entries) =>
      writeFiles(pyodide.FS, `${PYTHON}/site-packages`, entries);
    write(unpack(await rules));
    return { answer: pyodide.runPython("from dispatch import answer; answer"), write };
  }

  /** Pyodide waits for ever for a file that cannot be had: the page is told at once, and may retry. */
  function reportBadFiles() {
    const plain = scope.fetch.bind(scope);
    scope.fetch = async (address) => {
      const name = String(address).split("/").pop() || "";
      try {
        const response = await plain(address, asBuilt(name));
        if (!response.ok) throw new Missing(`${name}: ${response.status}`);
        return response;
      } catch (error) {
        fail(error);
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

  let failed = false;

  /** @param {unknown} error the first one replaces this worker */
  function fail(error, damaged = !(error instanceof Missing)) {
    if (failed) return;
    failed = true;
    scope.postMessage({ failed: inOneLine(error), damaged });
  }

  /** @type {Promise<void> | undefined} */
  let comparing;

  /** @param {Python} python gives it what comparing needs beyond the self-check, once */
  function joinComparison(python) {
    if (!comparing) comparing = bytesOf(COMPARISON).then((zip) => python.write(unpack(zip)));
    return comparing;
  }

  /** @param {Python} python @param {Question} question */
  async function answer(python, { id, ask = "evaluate", notice, answers, today }) {
    try {
      if (ask === "compare") await joinComparison(python);
      const told = python.answer(ask, asText(notice), asText(answers), today);
      const text = told.slice(1);
      await allChecked();
      scope.postMessage(told[0] === "v" ? { id, verdict: text } : { id, error: JSON.parse(text) });
    } catch (error) {
      // Python tells its own exceptions as text: anything else has broken it, and no later question is answered.
      await allChecked().catch(() => {});
      scope.postMessage({ id, error: { message: inOneLine(error), key: null } });
      fail(error, false);
    }
  }

  async function start() {
    const python = await (scope.runtime.boot === "direct" ? startDirect() : startPyodide());
    await allChecked();
    return python;
  }

  const started = start();
  started.then(() => scope.postMessage({ ready: true }), fail);
  scope.onmessage = (event) => {
    started.then((python) => answer(python, event.data)).catch(() => {});
  };
})();
