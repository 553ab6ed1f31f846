// @ts-check
/// <reference lib="webworker" />
/* Runs the self-check in Python, away from the page's own thread.
 *
 * A classic worker, for old phones. It is served one folder beside the runtime (assets/<any>/worker.js and
 * assets/runtime/) and fetches nothing else.
 *
 * In:  {id, ask, notice, answers, today} ask: "evaluate" (where it is left out), "explain" or "every"; notice and
 *                                        answers as JSON text (or the object that it stands for)
 * Out: {progress: {loaded, total}}       files of the runtime, while it starts
 *      {ready: true}                     once; questions asked before are kept and answered then
 *      {failed: message}                 Python did not start, or is lost: this worker must be replaced
 *      {id, verdict}                     canonical JSON text, as Python wrote it, of whatever was asked for
 *      {id, error: {message, key}}       bad input, in Python's own words; key is null where none is to blame
 */
"use strict";

(() => {
  /**
   * @typedef {{id: unknown, ask?: string, notice: unknown, answers: unknown, today: string}} Question
   * @typedef {{notice: string, answer: (ask: string, answers: string, today: string) => string}} SelfCheck in Python
   */

  const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const RUNTIME = new URL("../runtime/", scope.location.href).href;
  const FILES = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", ".whl"];

  // An exception would cross the boundary as a traceback, so both outcomes come back as text, told apart by
  // their first letter. The notice stays there: its text takes longer to cross than to be judged by.
  const SELFCHECK = `
import json, selfcheck

ASKED = {"evaluate": selfcheck.evaluate_json, "explain": selfcheck.explain_json, "every": selfcheck.every_json}

class SelfCheck:
    def answer(self, ask, answers, today):
        try:
            return "v" + ASKED[ask](self.notice, answers, today)
        except selfcheck.InputError as error:
            told = {"message": str(error), "key": getattr(error, "key", None)}
            return "e" + json.dumps(told, ensure_ascii=False)

SelfCheck()
`;
  /** @type {string | undefined} the notice that Python has */
  let known;

  /** Tells the page how many of the runtime's files have arrived. */
  function reportProgress() {
    if (typeof PerformanceObserver !== "function") return;
    const arrived = new Set();
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const file = FILES.find((name) => entry.name.endsWith(name));
        if (file && entry.name.startsWith(RUNTIME)) arrived.add(file);
      }
      scope.postMessage({ progress: { loaded: arrived.size, total: FILES.length } });
    });
    observer.observe({ type: "resource", buffered: true });
  }

  /** Pyodide waits for ever for a file that cannot be had: the page is told at once, and may retry. */
  function reportMissingFiles() {
    const fetchFile = scope.fetch.bind(scope);
    scope.fetch = async (...request) => {
      try {
        const response = await fetchFile(...request);
        if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
        return response;
      } catch (error) {
        scope.postMessage({ failed: inOneLine(error) });
        throw error;
      }
    };
  }

  /** @returns {Promise<SelfCheck>} */
  async function start() {
    reportProgress();
    reportMissingFiles();
    importScripts(RUNTIME + "pyodide.js");
    // @ts-ignore: defined by the script above
    const pyodide = await loadPyodide({ indexURL: RUNTIME, lockFileURL: RUNTIME + "pyodide-lock.json" });
    const quiet = { messageCallback: () => {} };
    await pyodide.loadPackage("selfcheck", quiet);
    return pyodide.runPython(SELFCHECK);
  }

  /** @param {unknown} value @returns {string} */
  const asText = (value) => (typeof value === "string" ? value : JSON.stringify(value));

  /** @param {unknown} error @returns {string} a traceback's last line says what happened */
  function inOneLine(error) {
    const { message, name } = /** @type {{message?: string, name?: string}} */ (Object(error));
    const text = message || name || String(error);
    return text.trim().split("\n").pop() || text;
  }

  /** @param {SelfCheck} selfcheck @param {Question} question */
  function answer(selfcheck, { id, ask = "evaluate", notice, answers, today }) {
    try {
      const asked = asText(notice);
      if (asked !== known) selfcheck.notice = asked;
      known = asked;
      const told = selfcheck.answer(ask, asText(answers), today);
      const text = told.slice(1);
      scope.postMessage(told[0] === "v" ? { id, verdict: text } : { id, error: JSON.parse(text) });
    } catch (error) {
      const message = inOneLine(error);
      scope.postMessage({ id, error: { message, key: null } });
      // Anything but a Python exception has broken Python itself: no later question would be answered.
      if (!(error instanceof Error) || error.name !== "PythonError") scope.postMessage({ failed: message });
    }
  }

  const started = start();
  started.then(
    () => scope.postMessage({ ready: true }),
    (error) => scope.postMessage({ failed: inOneLine(error) }),
  );
  scope.onmessage = (event) => {
    started.then((selfcheck) => answer(selfcheck, event.data)).catch(() => {});
  };
})();
