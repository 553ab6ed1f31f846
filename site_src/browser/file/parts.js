// @ts-check
/* Reads what the one file has packed: bytes in gzip, in base64. */

/** @param {string} id of the element @returns {Promise<ArrayBuffer>} */
export function readPart(id) {
  const part = /** @type {HTMLElement} */ (document.getElementById(id));
  const characters = atob(part.textContent || "");
  const packed = new Uint8Array(characters.length);
  for (let at = 0; at < packed.length; at += 1) packed[at] = characters.charCodeAt(at);
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).arrayBuffer();
}
