// @ts-check
/* The element that an address's fragment names: anybody may have written it, also what no address is. */

/** @param {string} hash with its sign @returns {HTMLElement | null} found as browsers find it: as written, else decoded */
export function targetOf(hash) {
  const written = hash.slice(1);
  return document.getElementById(written) || document.getElementById(decoded(written));
}

/** @param {string} written */
function decoded(written) {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
