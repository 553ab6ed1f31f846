// @ts-check
/* Asks the self-check in Firefox, and goes the main path by clicks and keys.
 *
 *   node bench/firefox/drive.mjs FIREFOX ADDRESS < questions.json > answers.json
 *
 * In:  [{notice, answers, today}, …]
 * Out: {version, ready, verdicts: [text, …], clicked: outcome}; ready in milliseconds
 */
import { text } from "node:stream/consumers";
import puppeteer from "puppeteer-core";

const [executablePath, address] = process.argv.slice(2);
const questions = JSON.parse(await text(process.stdin));
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(address);
  const started = performance.now();
  await page.evaluate("window.selfcheck.ready");
  const ready = Math.round(performance.now() - started);
  const verdicts = await page.evaluate(async (asked) => {
    const told = [];
    for (const question of asked) told.push(await globalThis.selfcheck.evaluateText(question));
    return told;
  }, questions);

  const choose = async (key, value) => {
    const field = `#q-${key} input[value="${value}"]`;
    // A reader scrolls a question clear of the bar that keeps the result in sight.
    await page.$eval(field, (input) => input.scrollIntoView({ block: "center" }));
    await page.click(field);
  };
  for (const [key, value] of [
    ["affiliation", "city-unit"], ["origin", "mainland"], ["contract", "true"], ["status", "working"],
    ["sanctioned", "false"], ["completion", "graduated"], ["school", "regular"], ["assessments", "true"],
    ["dispatched", "false"],
  ])
    await choose(key, value);
  await page.select("#q-series select", "engineering");
  await page.select("#q-education select", "bachelor");
  for (const key of ["post_since", "working_since"]) {
    await page.focus(`#q-${key} input`);
    await page.$eval(`#q-${key} input`, (field) => {
      field.value = "2024-07-01";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  for (const year of [2024, 2025, 2026]) await choose("courses", year);
  // Long enough for a verdict, short enough to be told what is still open.
  await page
    .waitForFunction(() => document.getElementById("verdict").dataset.outcome !== "incomplete", { timeout: 10_000 })
    .catch(async () => faults.push(await page.$eval("#verdict-next", (place) => place.textContent)));
  const clicked = await page.$eval("#verdict", (place) => place.dataset.outcome);
  process.stdout.write(JSON.stringify({ version: await browser.version(), ready, verdicts, clicked, faults }));
} finally {
  await browser.close();
}
