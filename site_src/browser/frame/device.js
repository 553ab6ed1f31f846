// @ts-check
/* Has the site kept on the device, says when it is, and offers a new release; without it all works as ever. */
import { noticeNewer, whenSeenAgain } from "./newer.js";

export function keepOnDevice() {
  const frame = document.querySelector("[data-worker]");
  if (!(frame instanceof HTMLElement) || !location.protocol.startsWith("http")) return;
  const { worker = "", manifest = "" } = frame.dataset;
  const ready = /** @type {HTMLElement} */ (frame.querySelector("[data-offline=ready]"));
  const offer = /** @type {HTMLElement} */ (frame.querySelector("[data-offline=update]"));

  /** Not in the page itself, since from a folder on disk a browser may not read it, and says so. */
  function linkManifest() {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = manifest;
    document.head.append(link);
  }

  /** @param {HTMLElement} line is read out: only words that are put in while it is shown are */
  function say(line) {
    line.setAttribute("role", "status");
    line.append(line.textContent && line.removeChild(/** @type {Node} */ (line.firstChild)));
  }

  /** The worker writes the release behind each page that it serves; a page of the network's has none. */
  const mark = document.lastChild;
  let own = mark instanceof Comment ? mark.data : null;

  /** Pages of a release that no longer serves are left; they may have been loading when another one took over. */
  function watchRelease() {
    const { serviceWorker } = navigator;
    const ask = () => serviceWorker.controller?.postMessage("release");
    serviceWorker.addEventListener("controllerchange", ask);
    serviceWorker.addEventListener("message", ({ data: { release } }) => {
      // What was answered outlasts it: see carry.js.
      if (own && own !== release) return location.reload();
      ready.hidden = false;
      // Only what has become true during the visit is news.
      if (!own) say(ready);
      own = release;
    });
    serviceWorker.startMessages();
    ask();
  }

  /** @param {() => void} take brings the new release */
  function offerRelease(take) {
    if (!offer.hidden) return;
    offer.hidden = false;
    say(/** @type {HTMLElement} */ (offer.querySelector("p")));
    offer.onclick = ({ target }) => {
      const button = target instanceof Element && target.closest("button");
      if (!button) return;
      offer.hidden = true;
      if (button.value === "update") take();
    };
  }

  /** @param {ServiceWorkerRegistration} registration */
  function watchUpdates(registration) {
    const show = () => {
      if (registration.waiting && registration.active) offerRelease(() => registration.waiting?.postMessage("take over"));
    };
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", show));
    registration.installing?.addEventListener("statechange", show);
    whenSeenAgain(() => registration.update().catch(() => {}));
    show();
  }

  /** Until the page itself has what it needs, Python included, it has the line to itself. */
  async function settled() {
    if (document.readyState !== "complete") await new Promise((go) => addEventListener("load", go, { once: true }));
    await Reflect.get(window, "selfcheck")?.ready.catch(() => {});
  }

  async function start() {
    linkManifest();
    // A page that the worker serves, it renews.
    if (!own) settled().then(() => noticeNewer(() => offerRelease(() => location.reload())));
    if (!("serviceWorker" in navigator)) return;
    watchRelease();
    // Whoever saves data has not asked for the whole site.
    const saving = Reflect.get(navigator, "connection")?.saveData;
    if (saving && !navigator.serviceWorker.controller) return;
    await settled();
    watchUpdates(await navigator.serviceWorker.register(worker, { updateViaCache: "none" }));
  }

  // Where a browser keeps nothing, as in a private window, the site is read from the network, and nothing is said.
  start().catch(() => {});
}
