// @ts-check
/* Notices that the site has another page here than the one that is shown: where no server says how long a page holds, a
 * browser may show an old one for days without asking, and a page may be open as long.
 */

/** Milliseconds after which a page that comes into view again is asked for anew. */
const LONG = 600_000;

/** @param {() => void} act is called whenever the page comes into view again after long */
export function whenSeenAgain(act) {
  let last = Date.now();
  const look = () => {
    if (document.visibilityState !== "visible" || Date.now() - last < LONG) return;
    last = Date.now();
    act();
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
}

/** @param {RequestCache} cache @returns {Promise<string | null>} the page; null where there is none to compare */
async function readPage(cache) {
  try {
    const response = await fetch(location.href, { cache });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** @param {() => void} tell is called when the site has another page here */
export function noticeNewer(tell) {
  /** @type {string | null} what the browser keeps of the page before it asks anew: what it has shown */
  let shown = null;
  const compare = async () => {
    shown ??= await readPage("force-cache");
    const now = shown && (await readPage("no-cache"));
    if (now && shown !== now) tell();
  };
  whenSeenAgain(compare);
  const [visit] = performance.getEntriesByType("navigation");
  // Otherwise the server has just been asked.
  if (visit instanceof PerformanceNavigationTiming && visit.transferSize === 0) compare();
}
