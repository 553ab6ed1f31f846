// @ts-check
/* Packs files with brotli, which Node has built in: node brotli.mjs QUALITY LIST.
 *
 * LIST is a JSON file of pairs, each a file and where it goes packed. A file that stays almost as large is left out.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const [quality, list, most] = process.argv.slice(2);
const pack = promisify(brotliCompress);
const files = /** @type {[string, string][]} */ (JSON.parse(readFileSync(list, "utf8")));
/** As many as Node works at beside each other. */
const LANES = 4;

async function packInTurn() {
  for (let pair; (pair = files.pop()); ) {
    const content = readFileSync(pair[0]);
    const params = { [constants.BROTLI_PARAM_QUALITY]: Number(quality), [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    const packed = await pack(content, { params });
    if (packed.length <= content.length * Number(most)) writeFileSync(pair[1], packed);
  }
}

await Promise.all(Array.from({ length: LANES }, packInTurn));
