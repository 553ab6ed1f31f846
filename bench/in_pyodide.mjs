// @ts-check
/* Runs a Python program that uses the self-check in stock Pyodide, under Node.
 *
 *   node bench/in_pyodide.mjs PROGRAM.py < input > output
 */
import { readFileSync, readdirSync } from "node:fs";
import { loadPyodide } from "../node_modules/pyodide/pyodide.mjs";

const [program] = process.argv.slice(2);
const SOURCE = new URL("../selfcheck/", import.meta.url);
const TARGET = "/lib/python3.13/site-packages/selfcheck";
try {
  const pyodide = await loadPyodide();
  pyodide.FS.mkdirTree(TARGET);
  for (const name of readdirSync(SOURCE).filter((one) => /\.(py|json)$/.test(one)))
    pyodide.FS.writeFile(`${TARGET}/${name}`, readFileSync(new URL(name, SOURCE)));
  pyodide.runPython(readFileSync(program, "utf8"), { filename: program });
} catch (error) {
  // Left to itself, Node would show the line of the minified script that threw: all of it.
  process.stderr.write(`${Object(error).message ?? error}\n`);
  process.exit(1);
}
