"""Measures the site's search on made-up registers: ``python bench/search.py --sizes 10,100``.

For each size: the parts of the index, what a reader waits for before the first answer (the first part, as it is and by
gzip, beside the whole), and how long the site's own script takes for the questions of ``tests/cases/searches.yaml`` in
the first part, and in all parts once they are read (the median and the longest of them, in Node.js).
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from registers import make_register  # noqa: E402

import bootstrap  # noqa: E402
from generator.folders import BROWSER, WORDS  # noqa: E402
from generator.published.publish import publish  # noqa: E402
from generator.register.load import load  # noqa: E402
from generator.site.search import INDEX, search_files  # noqa: E402
from generator.words.load import load_words  # noqa: E402

TIMING = """
import fs from "node:fs";
import vm from "node:vm";
const { finder, index, queries } = JSON.parse(fs.readFileSync(0, "utf8"));
const page = vm.createContext({ document: {} });
page.self = page;
vm.runInContext(fs.readFileSync(finder, "utf8"), page);
page.searchSite(index, queries[0]);
const took = queries.map((query) => {
  const start = performance.now();
  page.searchSite(index, query);
  return performance.now() - start;
}).sort((a, b) => a - b);
process.stdout.write(JSON.stringify([took[took.length >> 1], took.at(-1)]));
"""


def timed(docs: list[object], first: dict[str, object], queries: list[str]) -> str:
    found = bootstrap.find_node()
    assert found, "no Node.js"
    asked = {"finder": str(BROWSER / "search" / "finder.js"), "index": {**first, "docs": docs}, "queries": queries}
    command = [str(found[0]), "--input-type=module", "--eval", TIMING]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    median, longest = json.loads(done.stdout)
    return f"{median:.0f}, {longest:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,100")
    cases = yaml.safe_load((ROOT / "tests" / "cases" / "searches.yaml").read_text(encoding="utf-8"))
    print(
        "| notices | language | parts | kB before an answer | by gzip | of all, by gzip | ms in the first | ms in all |"
    )
    print("|" + "---|" * 8)
    for size in map(int, parser.parse_args().sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            publication = publish(load(make_register(Path(folder, "notices"), size)))
            words = load_words(WORDS).and_of(publication.words)
            for language, queries in cases.items():
                files = dict(search_files(publication, words, [], language))
                texts = {path: text.encode() for path, text in files.items()}
                first = texts.pop(f"{INDEX}.js")
                packed, others = len(gzip.compress(first)), sum(len(gzip.compress(text)) for text in texts.values())
                index, *parts = (
                    json.loads(text[text.index(b"(") + 1 : text.rindex(b")")]) for text in (first, *texts.values())
                )
                rest = [entry for part in parts for entry in part["docs"]]
                asked = [timed(index["docs"], index, list(queries)), timed(index["docs"] + rest, index, list(queries))]
                print(
                    f"| {size:,} | {language} | {len(texts) + 1} | {len(first) / 1e3:.0f} | {packed / 1e3:.0f} "
                    f"| {(packed + others) / 1e3:.0f} | {asked[0]} | {asked[1]} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
