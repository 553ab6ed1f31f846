// @ts-check
/* Answers self-check questions with the site's own worker and runtime, under Node.
 *
 *   node tests/selfcheck/node_parity.mjs RUNTIME_FOLDER < questions.jsonl > verdicts.jsonl
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
import { startWorker } from "../../generator/runtime/worker_in_node.mjs";
import { loadPyodide } from "../../node_modules/pyodide/pyodide.mjs";

const runtime = path.resolve(process.argv[2]);
const worker = readFileSync(path.join(runtime, "../browser/worker.js"), "utf8");
const { ask } = await startWorker(runtime, worker, { loadPyodide }).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
const hash = createHash("sha256");
let notice;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  notice = question.notice ?? notice;
  const told = await ask({ ...question, notice });
  const answer = `${told.verdict ?? JSON.stringify({ error: told.error ?? { message: told.failed } })}\n`;
  hash.update(answer);
  process.stdout.write(answer);
}
// Python's runtime leaves something open that would keep Node waiting.
process.stdout.write(hash.digest("hex"), () => process.exit());
