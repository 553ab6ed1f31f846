"""Times builds of made-up registers beside plain MkDocs with Material: ``python bench/growth.py --sizes 10,40,100``.

Every size is built by ``chuding build``, and its pages' text, as Markdown on disk, by MkDocs with the theme Material
and its search, one after the other in one run. Prints, for each size, seconds (the processor time beside them, which
other work on the machine disturbs less), their ratio to the baseline, the largest memory of a process, and the
site's bytes a notice; then the exponent with which the build's processor time grows from the first size to the last.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from registers import make_register  # noqa: E402

BASELINE = "site_name: Baseline\ntheme: {name: material, font: false}\ndocs_dir: docs\nsite_dir: site\n"
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
BLOCKS = {**HEADINGS, "p": "", "li": "- ", "dt": "**", "dd": ": ", "tr": "| ", "summary": "", "figcaption": ""}


class Spent(NamedTuple):
    seconds: float
    processor: float
    memory: int
    """Bytes of the largest process."""


class AsMarkdown(HTMLParser):
    """The text of a page's main part as Markdown: headings, paragraphs, lists, and tables as rows of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line = ""
        self._deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._deep += 1
        elif tag in BLOCKS:
            self._end()
            self._line = BLOCKS[tag]

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._end()
            self._deep -= 1
        elif tag in ("td", "th"):
            self._line += " | "
        elif tag in BLOCKS:
            self._end()

    def handle_data(self, data: str) -> None:
        if self._deep:
            self._line += " ".join(data.split())

    def _end(self) -> None:
        if self._line.strip():
            self.lines += [self._line, ""]
        self._line = ""


def markdown_pages(site: Path) -> Iterator[tuple[str, str]]:
    for page in sorted(site.rglob("index.html")):
        parser = AsMarkdown()
        parser.feed(page.read_text(encoding="utf-8"))
        yield page.relative_to(site).with_suffix(".md").as_posix(), "\n".join(parser.lines)


def spent(command: list[str], **environment: str) -> Spent:
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment}, cwd=ROOT)
    # Of the process and all of its children: of their memory the largest.
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return Spent(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def measured(notices: int, folder: Path) -> tuple[Spent, Spent, int, int]:
    """What our build and the baseline's took of a register of so many notices, the site's bytes and its pages."""
    register, site, plain = make_register(folder / "notices", notices), folder / "site", folder / "plain"
    ours = spent([sys.executable, "-m", "generator", "--notices", str(register), "build", "--site", str(site)])
    pages = dict(markdown_pages(site))
    for path, text in pages.items():
        target = plain / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (plain / "mkdocs.yml").write_text(BASELINE, encoding="utf-8")
    configuration = str(plain / "mkdocs.yml")
    theirs = spent(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", configuration], NO_MKDOCS_2_WARNING="1"
    )
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return ours, theirs, size, len(pages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,40,100", help="numbers of notices, the smallest first")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    took: dict[int, float] = {}
    print("| notices | pages | s | baseline s | ratio | processor s | ratio | MB of memory | kB of site a notice |")
    print("|" + "---|" * 9)
    for notices in sizes:
        with tempfile.TemporaryDirectory() as folder:
            ours, theirs, size, pages = measured(notices, Path(folder))
        took[notices] = ours.processor
        print(
            f"| {notices:,} | {pages:,} | {ours.seconds:.1f} | {theirs.seconds:.1f} |"
            f" {ours.seconds / theirs.seconds:.2f} | {ours.processor:.1f} | {ours.processor / theirs.processor:.2f} |"
            f" {ours.memory / 1e6:.0f} | {size / notices / 1e3:,.0f} |",
            flush=True,
        )
    if len(sizes) > 1:
        first, last = sizes[0], sizes[-1]
        print(f"exponent: {math.log(took[last] / took[first]) / math.log(last / first):.2f}")


if __name__ == "__main__":
    main()
