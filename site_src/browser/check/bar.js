// @ts-check
/* The bar: how far Python is, whether a verdict is being worked on, and what it is. */
import { byId } from "./pieces.js";

/** @param {number} bytes */
const inMegabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** @param {import("../python/engine.js").EngineState} state @param {import("../python/words.js").Say} say */
export function drawEngine(state, say) {
  byId("check-bar").dataset.engine = state.state;
  byId("check-unsupported").hidden = state.state !== "unsupported";
  byId("check-retry").hidden = !(state.state === "failed" || (state.state === "starting" && state.slow));
  const progress = /** @type {HTMLProgressElement} */ (byId("check-progress"));
  progress.hidden = state.state !== "starting";
  if (state.state === "starting") {
    if (state.total) progress.max = state.total;
    progress.value = state.loaded;
    const key = state.slow ? "slow" : state.loaded ? state.step : "waiting";
    // Not in the status, which would be read out at every step.
    byId("check-step").textContent = say(`engine.${key}`, {
      loaded: inMegabytes(state.loaded),
      total: inMegabytes(state.total),
    });
  } else byId("check-step").textContent = "";
}

/** @param {boolean} busy whether what stands there is not yet the verdict on the latest answers */
export function showWork(busy) {
  byId("verdict").setAttribute("aria-busy", String(busy));
  byId("check-working").hidden = !busy;
}

/** @param {string} words said politely, and only when they change */
export function summarise(words) {
  const summary = byId("check-summary");
  if (summary.textContent !== words) summary.textContent = words;
}

/** @param {boolean} failed */
export function showNoticeFailed(failed) {
  byId("check-notice-failed").hidden = byId("check-retry").hidden = !failed;
}
