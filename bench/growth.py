"""Times builds of made-up registers beside plain MkDocs with Material: ``python bench/growth.py --sizes 10,40,100``.

Every size is built by ``chuding build`` without anything that an earlier build has made, then again after a change in
one clause; and its pages' text, as Markdown on disk, by MkDocs with the theme Material and its search, one after the
other in one run (``--alone`` leaves that out). Prints, for each size, seconds (the processor time beside them, which
other work on the machine disturbs less), their ratio to the baseline, the largest memory of a process, the seconds of
the build after the change, and the site's bytes in all and for each notice more than in the size before; then the
exponent with which the build's processor time grows from the first size to the last.
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

from generator.register.load import notice_files  # noqa: E402

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


class Measured(NamedTuple):
    """What builds of a register took, the site's bytes and its pages."""

    ours: Spent
    again: Spent
    theirs: Spent | None
    size: int
    pages: int


CHANGED = "may not take part", "cannot take part"


def measured(notices: int, folder: Path, alone: bool) -> Measured:
    register, site = make_register(folder / "notices", notices), folder / "site"
    command = [sys.executable, "-m", "generator", "--notices", str(register), "build", "--site", str(site)]
    made = str(folder / "made.sqlite")
    ours = spent(command, CHUDING_MADE=made)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    pages = dict(markdown_pages(site))
    # In the middle of what there is: neither the first round nor the last.
    changing = [file for file in notice_files(register) if CHANGED[0] in file.read_text(encoding="utf-8")]
    file = changing[len(changing) // 2]
    file.write_text(file.read_text(encoding="utf-8").replace(*CHANGED), encoding="utf-8")
    again = spent(command, CHUDING_MADE=made)
    return Measured(ours, again, None if alone else baseline(pages, folder / "plain"), size, len(pages))


def baseline(pages: dict[str, str], plain: Path) -> Spent:
    for path, text in pages.items():
        target = plain / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (plain / "mkdocs.yml").write_text(BASELINE, encoding="utf-8")
    configuration = str(plain / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", configuration]
    return spent(command, NO_MKDOCS_2_WARNING="1")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,40,100", help="numbers of notices, the smallest first")
    parser.add_argument("--alone", action="store_true", help="without the baseline")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    took: dict[int, float] = {}
    before: tuple[int, int] | None = None
    print("| notices | pages | s | baseline s | ratio | processor s | ratio | MB of memory ", end="")
    print("| again s | again, processor s | MB of site | kB a further notice |")
    print("|" + "---|" * 12)
    for notices in sizes:
        with tempfile.TemporaryDirectory() as folder:
            ours, again, theirs, size, pages = measured(notices, Path(folder), given.alone)
        took[notices] = ours.processor
        beside = ["", "", ""]
        if theirs:
            ratios = ours.seconds / theirs.seconds, ours.processor / theirs.processor
            beside = [f"{theirs.seconds:.1f}", *(f"{ratio:.2f}" for ratio in ratios)]
        further = f"{(size - before[1]) / (notices - before[0]) / 1e3:,.0f}" if before else ""
        before = notices, size
        print(
            f"| {notices:,} | {pages:,} | {ours.seconds:.1f} | {beside[0]} | {beside[1]} | {ours.processor:.1f} |"
            f" {beside[2]} | {ours.memory / 1e6:.0f} | {again.seconds:.1f} | {again.processor:.1f} |"
            f" {size / 1e6:.1f} | {further} |",
            flush=True,
        )
    if len(sizes) > 1:
        first, last = sizes[0], sizes[-1]
        print(f"exponent: {math.log(took[last] / took[first]) / math.log(last / first):.2f}")


if __name__ == "__main__":
    main()
