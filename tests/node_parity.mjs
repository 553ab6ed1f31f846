// @ts-check
/* Answers self-check questions with the site's own worker and runtime, under Node.
 *
 *   node tests/node_parity.mjs RUNTIME_FOLDER < questions.jsonl > verdicts.jsonl
 *
 * A line in: {"ask": …, "notice": …, "answers": …, "today": "2026-05-11"}, where notice and answers are JSON text
 * or objects; a line without a notice asks about the notice of the line before, one without ask for the verdict.
 * A line out: the verdict, as Python wrote it, or {"error": {"message": …, "key": …}}. What follows the last line is
 * the SHA-256 of all lines before it, in hexadecimal.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadPyodide } from "../node_modules/pyodide/pyodide.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const worker = readFileSync(path.join(here, "../site_src/browser/worker.js"), "utf8");
const runtime = path.resolve(process.argv[2]);

/** @type {any} the worker's global scope, as far as the worker uses it */
const scope = { fetch, location: { href: pathToFileURL(path.join(runtime, "../browser/worker.js")).href } };

/** @type {((message: any) => void)[]} */
const waiting = [];
/** @type {any[]} */
const arrived = [];
scope.postMessage = (/** @type {any} */ message) => {
  if (message.progress) return;
  const receive = waiting.shift();
  if (receive) receive(message);
  else arrived.push(message);
};
/** @returns {Promise<any>} */
const nextMessage = () =>
  arrived.length ? Promise.resolve(arrived.shift()) : new Promise((receive) => waiting.push(receive));

const load = () => loadPyodide({ indexURL: runtime + path.sep, lockFileURL: path.join(runtime, "pyodide-lock.json") });
new Function("self", "importScripts", "loadPyodide", "PerformanceObserver", worker)(scope, () => {}, load, undefined);

const first = await nextMessage();
if (!first.ready) {
  process.stderr.write(`${first.failed}\n`);
  process.exit(1);
}
const hash = createHash("sha256");
let notice;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  notice = question.notice ?? notice;
  scope.onmessage({ data: { ...question, id: 0, notice } });
  const told = await nextMessage();
  const answer = `${told.verdict ?? JSON.stringify({ error: told.error ?? { message: told.failed } })}\n`;
  hash.update(answer);
  process.stdout.write(answer);
}
process.stdout.write(hash.digest("hex"));
