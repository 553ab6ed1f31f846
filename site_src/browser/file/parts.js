// @ts-check
/* Reads what the one file has packed: bytes in gzip, in Ascii85, which takes a quarter more where base64 takes a third. */

/** @param {number} code of a character, from `!`; the build writes `v` for `<`, which could end a script */
const digitOf = (code) => (code === 118 ? 60 : code) - 33;

/** @param {string} text groups of five characters, `z` for one of zeros @param {number} size @returns {Uint8Array<ArrayBuffer>} */
function decode(text, size) {
  const bytes = new Uint8Array(size);
  for (let from = 0, to = 0; from < text.length; to += 4) {
    if (text[from] === "z") {
      from += 1;
      continue;
    }
    let word = 0;
    for (let next = from; next < from + 5; next += 1)
      word = word * 85 + (next < text.length ? digitOf(text.charCodeAt(next)) : 84);
    for (let place = 0; place < 4 && to + place < size; place += 1) bytes[to + place] = word >>> (24 - 8 * place);
    from += 5;
  }
  return bytes;
}

/** @param {string} id of the element @returns {Promise<ArrayBuffer>} */
export function readPart(id) {
  const part = /** @type {HTMLElement} */ (document.getElementById(id));
  const packed = decode(part.textContent || "", Number(part.dataset.size));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).arrayBuffer();
}
