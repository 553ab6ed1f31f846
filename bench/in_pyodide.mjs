// @ts-check
/* Runs a Python program in Pyodide under Node, with the runtime that a site serves and nothing else.
 *
 *   node bench/in_pyodide.mjs SITE/assets/runtime PROGRAM.py < input > output
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { loadPyodide } from "../node_modules/pyodide/pyodide.mjs";

const [runtime, program] = process.argv.slice(2);
try {
  const pyodide = await loadPyodide({
    indexURL: path.resolve(runtime) + path.sep,
    lockFileURL: path.resolve(runtime, "pyodide-lock.json"),
  });
  await pyodide.loadPackage("selfcheck", { messageCallback: () => {} });
  pyodide.runPython(readFileSync(program, "utf8"), { filename: program });
} catch (error) {
  // Left to itself, Node would show the line of the minified script that threw: all of it.
  process.stderr.write(`${Object(error).message ?? error}\n`);
  process.exit(1);
}
