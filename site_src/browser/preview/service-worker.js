// @ts-check
/// <reference lib="webworker" />
/* In the place of the site's own: keeps nothing, and takes away one that a site built here has left. */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", () => void worker.registration.unregister());
