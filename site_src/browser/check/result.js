// @ts-check
/* What the reader does at the result: other notices, the link with the answers, paper. */
import { linkWithAnswers } from "./carry.js";
import { byId } from "./pieces.js";
import { outcomeOf } from "./verdict.js";

/**
 * @param {{
 *   form: HTMLFormElement, every: () => Promise<import("../python/selfcheck.js").Verdict[] | null>,
 *   choose: (notice: string) => void, fail: () => void,
 *   words: Pick<import("./verdict.js").Setting, "say" | "titles" | "signs">,
 * }} page `every`: the verdicts of every notice, or null where others were asked for since; `fail` where there are none
 */
export function listenToResult({ form, every, choose, fail, words }) {
  byId("verdict").addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const link = /** @type {HTMLElement | null} */ (target.closest("[data-other]"));
    if (!link) return;
    event.preventDefault();
    choose(String(link.dataset.other));
  });
  byId("every-check").addEventListener("click", async () => {
    try {
      const verdicts = await every();
      if (verdicts) byId("every-notices").replaceChildren(...verdicts.map((verdict) => outcomeOf(verdict, words)));
    } catch {
      fail();
    }
  });
  byId("check-print").addEventListener("click", () => window.print());
  // A file has no address that leads others to it.
  document.getElementById("check-link")?.addEventListener("click", () => {
    const field = /** @type {HTMLInputElement} */ (byId("check-link-address"));
    field.value = linkWithAnswers(form);
    byId("check-link-made").hidden = false;
    field.focus();
    field.select();
    // In a chat app's browser the clipboard is often closed: the address stands there to be copied by hand.
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).catch(() => {});
  });
}
