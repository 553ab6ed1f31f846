// @ts-check
/* Answers self-check questions with the site's own worker and runtime, under Node.
 *
 *   node tests/node_parity.mjs RUNTIME_FOLDER < questions.jsonl > verdicts.jsonl
 *
 * A line in: {"notice": …, "answers": …, "today": "2026-05-11"}, where notice and answers are JSON text or
 * objects; a line without a notice asks about the notice of the line before.
 * A line out: the verdict, as Python wrote it, or {"error": {"message": …, "key": …}}.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { startWorker } from "../generator/runtime/worker_in_node.mjs";
import { loadPyodide } from "../node_modules/pyodide/pyodide.mjs";

const runtime = path.resolve(process.argv[2]);
const worker = readFileSync(path.join(runtime, "../browser/worker.js"), "utf8");
const { ask } = await startWorker(runtime, worker, { loadPyodide }).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
let notice;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  notice = question.notice ?? notice;
  const told = await ask({ notice, answers: question.answers, today: question.today });
  process.stdout.write(`${told.verdict ?? JSON.stringify({ error: told.error ?? { message: told.failed } })}\n`);
}
// Python's runtime leaves something open that would keep Node waiting.
process.stdout.write("", () => process.exit());
