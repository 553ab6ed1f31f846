// @ts-check
/* What a page's content tells its scripts as JSON. */

/**
 * The register's names are keys in it: no object has any but its own, so that none is found by a name of the language's.
 *
 * @param {string} id of the element
 * @returns {any} null where the page has none
 */
export function readData(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "null", (_, value) => {
    return value && typeof value === "object" && !Array.isArray(value) ? Object.setPrototypeOf(value, null) : value;
  });
}
