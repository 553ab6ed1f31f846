// @ts-check
/// <reference lib="webworker" />
/* Keeps one release of the site on the device, and serves each of its pages from there and from nowhere else.
 *
 * The line above, which the generator writes, names the release and its files with their hashes. A file is kept under
 * its hash: a release that is being fetched neither touches the one in use nor fetches again what both have, and an
 * installation that was cut off goes on where it stopped. A file whose hash does not match, as while a release is being
 * put on the server, fails the installation, and the release in use stays.
 *
 * In:  "release"     which release serves the page that asks?
 *      "take over"   the reader has accepted this release
 * Out: {release}
 */
"use strict";

(() => {
  const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const release = /** @type {{name: string, size: number, files: Record<string, string>}} */ (Reflect.get(self, "release"));
  const root = scope.registration.scope;
  const hashes = new Map(Object.entries(release.files));
  /** Files fetched at once; the page, too, needs the line. */
  const LANES = 4;
  /** Whether no release was there before: then open pages, which have come from the network, are served at once. */
  let first = false;
  /** Whether the browser has lost what was kept, and the network no longer has it. */
  let lost = false;

  const openCache = () => caches.open(`chuding ${root}`);
  /** @param {string} file */
  const keyOf = (file) => `${root + file}?${encodeURIComponent(String(hashes.get(file)))}`;

  /** @param {string} address @returns {string | undefined} the release's file that stands there */
  function fileAt(address) {
    const [path] = address.split(/[?#]/);
    if (!path.startsWith(root)) return undefined;
    const file = decodeURI(path.slice(root.length)).replace(/(^|\/)$/, "$1index.html");
    return hashes.has(file) ? file : undefined;
  }

  // Keeping a release

  /** @param {Cache} cache @param {string} file fetches and keeps it, if it is the release's */
  async function keep(cache, file) {
    // Hosts may redirect from index.html, and a page that was redirected to cannot be shown.
    const address = root + file.replace(/(^|\/)index\.html$/, "$1");
    const wanted = /** @type {RequestInit} */ ({ integrity: `sha256-${hashes.get(file)}`, redirect: "error" });
    // What the page has just loaded is at hand, however the host marks it; the hash says whether it is the right one.
    const fetched = await fetch(address, { ...wanted, cache: "force-cache" }).catch(() =>
      fetch(address, { ...wanted, cache: "reload" }),
    );
    await cache.put(keyOf(file), fetched);
  }

  /** @param {Cache} cache @returns {Promise<string[]>} */
  async function missingFrom(cache) {
    const there = new Set((await cache.keys()).map(({ url }) => url));
    return [...hashes.keys()].filter((file) => !there.has(keyOf(file)));
  }

  async function install() {
    first = !scope.registration.active;
    // Older Safaris do not say.
    const { quota = Infinity, usage = 0 } = (await navigator.storage.estimate?.()) ?? {};
    if (quota - usage < release.size) throw new Error("there is no room for the site");
    const cache = await openCache();
    const missing = await missingFrom(cache);
    const fetchInTurn = async () => {
      for (let file; (file = missing.pop()); ) await keep(cache, file);
    };
    await Promise.all(Array.from({ length: LANES }, fetchInTurn));
    if ((await missingFrom(cache)).length) throw new Error("files were removed meanwhile");
  }

  async function activate() {
    const cache = await openCache();
    const own = new Set([...hashes.keys()].map(keyOf));
    // A still newer release that is being fetched will clear up itself.
    const old = scope.registration.installing ? [] : (await cache.keys()).filter(({ url }) => !own.has(url));
    await Promise.all(old.map((key) => cache.delete(key)));
    if (first) await scope.clients.claim();
  }

  // Serving it

  /** @param {FetchEvent} event @param {string} file */
  async function answer({ request, clientId }, file) {
    const isPage = request.mode === "navigate";
    const client = isPage ? undefined : await scope.clients.get(clientId);
    // A page that is not kept came from the network, perhaps of another release: so does all that it asks for.
    if (lost || (client && !fileAt(client.url))) return fetch(request);
    try {
      const cache = await openCache();
      if (!(await cache.match(keyOf(file)))) await keep(cache, file);
      const kept = /** @type {Response} */ (await cache.match(keyOf(file)));
      return isPage ? marked(kept) : kept;
    } catch {
      lost = true;
      scope.registration.unregister();
      return fetch(request);
    }
  }

  /** @param {Response} page @returns {Promise<Response>} the page with the release behind it, as a comment */
  async function marked(page) {
    const headers = new Headers(page.headers);
    headers.delete("content-length");
    return new Response(new Blob([await page.blob(), `<!--${release.name}-->`]), { headers });
  }

  scope.addEventListener("install", (event) => event.waitUntil(install()));
  scope.addEventListener("activate", (event) => event.waitUntil(activate()));
  scope.addEventListener("fetch", (event) => {
    const file = event.request.method === "GET" && fileAt(event.request.url);
    if (file) event.respondWith(answer(event, file));
  });
  scope.addEventListener("message", ({ data, source }) => {
    if (data === "release" && !lost) source?.postMessage({ release: release.name });
    if (data === "take over") scope.skipWaiting();
  });
})();
