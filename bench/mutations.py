"""Breaks notices and documents at random and counts the results: a message with its place, a valid result, a failure.

``python bench/mutations.py --count 10000 --seed 1`` breaks that many YAML files of the register (read as by
``chuding check``) and as many documents (read by the importer), in structure and in bytes, in two processes.
A failure is a traceback, a message without its place, or a file that takes more than 2 s or 500 MB.
"""

import argparse
import io
import json
import multiprocessing
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.importing.drafting import import_document
from generator.register.load import load
from generator.register.places import read_yaml
from generator.register.problems import BadInput

ROOT = Path(__file__).resolve().parent.parent
MESSAGE = re.compile(r"^[^\n]+:\d+:\d+: expected [^\n]+, found [^\n]+$")
MAX_SECONDS = 2.0
MAX_MEGABYTES = 500
ODD = [
    "TODO", "", "'", '"', "[", "{", "&a x", "*a", "!!python/object:os x", "0" * 400, "-1", "2026-02-30", "null",
    "\0", "\ufffe", "😀", "（" * 300, "一、" * 50, "2026-05-11/2026-05-01", "\t", "? x", "%YAML 9", "--- x", "…",
    "a: b: c", "1.1.1.1", "<p>", "&#x110000;", "&nbsp;" * 30, "\\", "|a|b|", "1." * 40, "①", "http://", "(" * 200,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one broken file."""

    name: str
    kind: str
    result: str
    """``valid``, ``refused``, or what went wrong."""
    seconds: float
    """Of the processor: another process's work is not this file's fault."""
    megabytes: float


# Ways to break a file


def broken_bytes(raw: bytes, dice: random.Random) -> bytes:
    """``raw`` with a few bytes changed, inserted, removed, moved or cut off."""
    data = bytearray(raw)
    for _ in range(dice.choice((1, 1, 2, 5, 30))):
        at = dice.randrange(len(data)) if data else 0
        length = dice.choice((1, 1, 2, 8, 200))
        match dice.randrange(6):
            case 0:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                data[at:at] = dice.randbytes(length)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length] * dice.choice((1, 2, 50))
            case 4:
                other = dice.randrange(len(data)) if data else 0
                data[at : at + length] = data[other : other + length]
            case _:
                if dice.random() < 0.2:
                    del data[at:]
    return bytes(data)


def broken_lines(raw: bytes, dice: random.Random) -> bytes:
    """``raw`` with lines dropped, repeated, swapped, indented, emptied or given odd content."""
    lines = raw.decode("utf-8", errors="replace").split("\n")
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        at = dice.randrange(len(lines))
        match dice.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines[at:at] = lines[at : at + dice.randrange(1, 12)]
            case 2:
                other = dice.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = " " * dice.randrange(1, 9) + lines[at]
            case 4:
                lines[at] = lines[at].lstrip() if dice.random() < 0.5 else lines[at][: len(lines[at]) // 2]
            case 5:
                key, colon, _value = lines[at].partition(":")
                lines[at] = key + colon + " " + dice.choice(ODD) if colon else dice.choice(ODD)
            case 6:
                place = dice.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + dice.choice(ODD) + lines[at][place:]
            case _:
                lines[at : at + 1] = [lines[at].strip() * dice.choice((2, 3, 40))]
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", errors="surrogatepass")


def broken_markup(raw: bytes, dice: random.Random) -> bytes:
    """``raw`` with tags dropped, repeated, moved or nested deep, or an entity declared."""
    parts = re.split(rb"(<[^<>]{0,400}>)", raw)
    for _ in range(dice.choice((1, 2, 6))):
        at = dice.randrange(len(parts))
        match dice.randrange(6):
            case 0:
                parts[at] = b""
            case 1:
                parts[at] *= dice.choice((2, 3, 2000))
            case 2:
                other = dice.randrange(len(parts))
                parts[at], parts[other] = parts[other], parts[at]
            case 3:
                parts[at:at] = [b"<w:p>", b"<table><tr><td>", b"<ol start='99'><li>", b"<![CDATA["][
                    dice.randrange(4) :
                ][:1]
            case 4:
                parts[at:at] = [b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>&b;']
            case _:
                parts[at] = dice.choice(ODD).encode("utf-8", errors="replace")
    return b"".join(parts)


def broken_archive(raw: bytes, dice: random.Random) -> bytes:
    """A .docx with broken parts, or one that unpacks to a huge size."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            content = given.read(name)
            if name == "word/document.xml" or dice.random() < 0.05:
                how = dice.choice((broken_markup, broken_bytes, broken_markup))
                content = how(content, dice)
                if dice.random() < 0.01:
                    content += b" " * 60_000_000
            if dice.random() > 0.01:
                archive.writestr(name, content)
    return packed.getvalue()


def broken_objects(raw: bytes, dice: random.Random) -> bytes:
    """A PDF with wrong references, such as to itself, or wrong lengths."""
    for _ in range(dice.choice((1, 3, 10))):
        numbers = [*re.finditer(rb"\d+(?= 0 R)|(?<=/Length )\d+|(?<=/Count )\d+", raw)]
        if numbers:
            chosen, other = dice.choice(numbers), dice.choice(numbers)
            raw = raw[: chosen.start()] + other.group() + raw[chosen.end() :]
    return raw


BREAKERS: dict[str, tuple[Callable[[bytes, random.Random], bytes], ...]] = {
    ".yaml": (broken_lines, broken_lines, broken_bytes),
    ".txt": (broken_lines, broken_bytes),
    ".md": (broken_lines, broken_bytes),
    ".html": (broken_markup, broken_lines, broken_bytes),
    ".docx": (broken_archive, broken_archive, broken_bytes),
    ".pdf": (broken_objects, broken_objects, broken_bytes),
}


# The results


def outcomes(kind: str, bases: dict[str, bytes], seeds: range) -> Iterator[Outcome]:
    """One outcome per seed; ``kind`` is ``register`` or ``document``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "notices", folder / "notices")
        for seed in seeds:
            yield outcome(kind, bases, seed, folder)


def outcome(kind: str, bases: dict[str, bytes], seed: int, folder: Path) -> Outcome:
    dice = random.Random(seed)
    base = dice.choice(sorted(bases))
    suffix = Path(base).suffix
    file = folder / f"broken{suffix}" if kind == "document" else folder / "notices" / base
    file.write_bytes(dice.choice(BREAKERS[suffix])(bases[base], dice))
    started = time.process_time()
    try:
        result = (_drafted if kind == "document" else _loaded)(file, folder)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - started
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    if kind == "register":
        file.write_bytes(bases[base])
    return Outcome(f"{base} seed {seed}", suffix, _judged(result, seconds, used), seconds, used)


def _judged(result: str, seconds: float, megabytes: float) -> str:
    if seconds > MAX_SECONDS:
        return f"{seconds:.1f} s"
    return f"{megabytes:.0f} MB" if megabytes > MAX_MEGABYTES else result


def _loaded(file: Path, folder: Path) -> str:
    try:
        load(folder / "notices")
    except BadInput as bad:
        return _refused(bad)
    return "valid"


def _drafted(file: Path, folder: Path) -> str:
    try:
        draft = import_document(file, folder=ROOT / "notices")
    except BadInput as bad:
        return _refused(bad)
    written = folder / "draft.yaml"
    written.write_text(draft.yaml, encoding="utf-8")
    content, _ = read_yaml(written, "draft.yaml")
    assert isinstance(content, dict) and isinstance(content["clauses"], list)
    texts = [(c["label"], c["zh"]) for c in [*content["clauses"], *content.get("annexes", [])] if isinstance(c, dict)]
    assert texts == [(clause.label, clause.zh) for clause in draft.clauses], "the YAML has other words"
    ids = [clause.id for clause in draft.clauses]
    assert len(ids) == len(set(ids)), "a duplicate id"
    return "valid"


def _refused(bad: BadInput) -> str:
    unplaced = [line for line in bad.lines if not MESSAGE.match(line)]
    return f"no place: {unplaced[0]}" if unplaced or not bad.lines else "refused"


# All of them


def registered() -> dict[str, bytes]:
    """The YAML files of the register by path."""
    folder = ROOT / "notices"
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.yaml"))}


def documents(made: Path | None = None) -> dict[str, bytes]:
    """The tests' documents, the register's texts, and .docx and .pdf files from the folder ``made``."""
    files = [*(ROOT / "tests/cases/documents").iterdir(), *(ROOT / "notices").glob("*/*.txt")]
    files += [*made.iterdir()] if made else []
    return {file.name: file.read_bytes() for file in files if file.suffix in BREAKERS and file.suffix != ".yaml"}


def _share(task: tuple[str, dict[str, bytes], range]) -> list[Outcome]:
    return [*outcomes(*task)]


def _made(folder: Path) -> Path:
    from playwright.sync_api import sync_playwright

    import bootstrap
    from bench.converted import FLAGS, docx_of, lines_of, pdf_of

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=bootstrap.find_browser(), args=FLAGS)
        for file in (ROOT / "notices").glob("*/*.txt"):
            lines = lines_of(file.read_text(encoding="utf-8"))
            (folder / f"{file.parent.name}.docx").write_bytes(docx_of(lines))
            (folder / f"{file.parent.name}.pdf").write_bytes(pdf_of(lines, browser))
        browser.close()
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("register", "document"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bases = {"register": registered(), "document": documents(_made(Path(name)))}
    start = chosen.seed * 1_000_000
    tasks = [
        (kind, bases[kind], range(start + first, start + min(first + 100, chosen.count)))
        for kind in bases if chosen.only in (None, kind)
        for first in range(0, chosen.count, 100)
    ]  # fmt: skip
    found: list[Outcome] = []
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for part in pool.imap_unordered(_share, tasks):
            found += part
    report(found)
    sys.exit(any(outcome.result not in ("valid", "refused") for outcome in found))


def report(found: list[Outcome]) -> None:
    """Prints a line per format with counts and the worst time and memory, then every failure."""
    for kind in sorted({outcome.kind for outcome in found}):
        of_kind = [outcome for outcome in found if outcome.kind == kind]
        results = Counter(o.result if o.result in ("valid", "refused") else "failed" for o in of_kind)
        seconds = sorted(outcome.seconds for outcome in of_kind)
        line = {
            "format": kind, "files": len(of_kind), **results, "median s": round(seconds[len(seconds) // 2], 3),
            "worst s": round(seconds[-1], 2), "most MB": round(max(outcome.megabytes for outcome in of_kind)),
        }  # fmt: skip
        print(json.dumps(line))
    for outcome in found:
        if outcome.result not in ("valid", "refused"):
            print(f"{outcome.name}: {outcome.result}")


if __name__ == "__main__":
    main()
