"""Prints how much of a document the importer finds, misses and gets wrong.

``python bench/import.py``: a line per document of the two sources, as text, Word file and PDF, with counts found and
wanted. ``--cases``: the made-up documents (``bench/documents.py``), a line per field with right, missed and wrong;
``--each`` names what is missed and wrong of each. A document that is refused misses all.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import bootstrap
from bench.converted import FLAGS, docx_of, lines_of, pdf_in_columns, pdf_of
from bench.documents import HEAD, LISTS, Case, Values, cases, drafted, written
from bench.shares import NOTICES, SOURCES, found_and_wanted
from generator.importing.drafting import import_document
from generator.register.problems import BadInput


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", action="store_true", help="the made-up documents instead of the two sources")
    parser.add_argument("--each", action="store_true", help="what is missed and wrong, document by document")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=bootstrap.find_browser(), args=FLAGS)
        if options.cases or options.each:
            show_shares(Path(name), browser, options.each)
        else:
            show_sources(Path(name), browser)
        browser.close()


# The two sources


def show_sources(folder: Path, browser: Browser) -> None:
    for source in SOURCES:
        text = NOTICES / f"{source}.txt"
        lines = lines_of(text.read_text(encoding="utf-8"))
        word, printed = folder / "source.docx", folder / "source.pdf"
        word.write_bytes(docx_of(lines))
        printed.write_bytes(pdf_of(lines, browser))
        for document in (text, word, printed):
            show(document, source)


def show(document: Path, source: str) -> None:
    started = time.perf_counter()
    kinds = found_and_wanted(document, source)
    seconds = time.perf_counter() - started
    print(f"{source} from {document.suffix}, {seconds:.2f} s")
    for kind, (found, wanted) in kinds.items():
        extra = f", {len(found - wanted)} more" if found - wanted else ""
        print(f"  {kind:17} {len(found & wanted)} of {len(wanted)}{extra}")


# The made-up documents


def show_shares(folder: Path, browser: Browser, each: bool) -> None:
    right, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    count = 0
    for case in cases():
        found = values_of(case, folder, browser)
        count += 1
        for field in (*HEAD, *LISTS):
            wanted, got = case.right[field], found[field]
            right[field] += len(wanted & got)
            # A value in place of another is wrong, and not missed as well.
            instead = bool(field in HEAD and wanted and got - wanted)
            missed[field] += 0 if instead else len(wanted - got)
            wrong[field] += len(got - wanted)
            if each and wanted != got:
                print(f"{case.name}: {field}: missed {sorted(wanted - got)}, wrong {sorted(got - wanted)}")
    print(f"{count} documents         right  missed   wrong")
    for field in (*HEAD, *LISTS):
        print(f"{field:20} {right[field]:8} {missed[field]:7} {wrong[field]:7}")
    sums = right.total(), missed.total(), wrong.total()
    print(f"{'all':20} {sums[0]:8} {sums[1]:7} {sums[2]:7}   {sums[0] / sum(sums):.1%} right")


def values_of(case: Case, folder: Path, browser: Browser) -> Values:
    document = folder / case.file
    document.write_bytes(written(case, partial(pdf_in_columns, browser=browser)))
    try:
        return drafted(import_document(document, folder=case.register).yaml)
    except BadInput:
        return {field: frozenset() for field in (*HEAD, *LISTS)}


if __name__ == "__main__":
    sys.exit(main())
