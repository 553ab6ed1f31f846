"""Prints how much of each kind the importer finds in the two sources, as text, Word file and PDF.

``python bench/import.py``: a line per document with its time, then a line per kind with counts found and wanted.
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

import bootstrap
from bench.converted import FLAGS, docx_of, lines_of, pdf_of
from bench.shares import NOTICES, SOURCES, found_and_wanted


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=bootstrap.find_browser(), args=FLAGS)
        for source in SOURCES:
            text = NOTICES / f"{source}.txt"
            lines = lines_of(text.read_text(encoding="utf-8"))
            word, printed = Path(name, "source.docx"), Path(name, "source.pdf")
            word.write_bytes(docx_of(lines))
            printed.write_bytes(pdf_of(lines, browser))
            for document in (text, word, printed):
                show(document, source)
        browser.close()


def show(document: Path, source: str) -> None:
    started = time.perf_counter()
    kinds = found_and_wanted(document, source)
    seconds = time.perf_counter() - started
    print(f"{source} from {document.suffix}, {seconds:.2f} s")
    for kind, (found, wanted) in kinds.items():
        extra = f", {len(found - wanted)} more" if found - wanted else ""
        print(f"  {kind:17} {len(found & wanted)} of {len(wanted)}{extra}")


if __name__ == "__main__":
    sys.exit(main())
