// @ts-check
/* Has the worker and a runtime answer the rehearsal's questions in Node, and says what that took.
 *
 *   node rehearse.mjs FOLDER WORKER QUESTIONS [marked]
 *
 * FOLDER holds the runtime's files, WORKER is the worker's text, QUESTIONS a JSON list of what the worker takes.
 * Out, as JSON: `answers`; `modules`, the files of all imported modules; or, where the wasm is marked, `called`, the
 * numbers of the functions that were called.
 */
import { readFileSync } from "node:fs";
import { startWorker } from "./worker_in_node.mjs";

const LIST = `
import sys
with open("/modules", "w") as file:
    file.write("\\n".join(module.__file__ for module in [*sys.modules.values()] if getattr(module, "__file__", None)))
`;

const [folder, worker, questions, marked] = process.argv.slice(2);
/** @type {Set<number>} */
const called = new Set();
const imports = marked ? { mark: { called: called.add.bind(called) } } : {};
const text = readFileSync(worker, "utf8");
// Only before the step `light` is Pyodide's own loader needed, as it is made for Node.
const { loadPyodide } = text.includes('"boot":"pyodide"') ? await import("../../node_modules/pyodide/pyodide.mjs") : {};
const { ask, module } = await startWorker(folder, text, { imports, loadPyodide });
const answers = [];
for (const question of JSON.parse(readFileSync(questions, "utf8"))) answers.push(await ask(question));
const told = { answers, called: [...called].sort((a, b) => a - b), modules: listModules() };
process.stdout.write(JSON.stringify(told), () => process.exit());

function listModules() {
  if (!module || marked) return [];
  module._PyRun_SimpleString(module.stringToNewUTF8(LIST));
  return module.FS.readFile("/modules", { encoding: "utf8" }).split("\n");
}
