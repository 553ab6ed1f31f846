"""Reads a document of any format as text, in a separate process with little time and memory.

A document may come from anywhere: it may unpack to gigabytes or trap a reader in a loop. At worst that ends the
separate process.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from generator.importing.faults import Unreadable
from generator.reading import read_bytes
from generator.register.characters import CONTROL
from generator.register.problems import BadInput, Problem

MAX_BYTES = 25_000_000
MAX_CHARACTERS = 60_000
MAX_LINE = 12_000
MAX_LINES = 3_000
MAX_SECONDS = 0.8
"""Processor time, so that a busy machine refuses nothing an idle one reads."""
MAX_WAIT = 20
READABLE = "a .docx, .pdf, .html, .md or .txt file"
WAYS_OUT = dict.fromkeys((".doc", ".wps", ".wpt", ".rtf", ".odt"), ": save it as .docx") | {
    ".ofd": ": save it as .pdf",
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff"), ": have its text recognised, and save that"),
}
"""What to do with a file of a kind that is not read."""
MAX_MEMORY = 480_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text, a line per paragraph or table row; ``plain``: it may contain a converter's marks."""

    name: str
    text: str
    plain: bool


def read_document(file: Path) -> Document:
    """The text of ``file``; raises ``BadInput``, one line, where it cannot be read."""
    raw = _bytes(file)
    if not raw:
        raise _refused(file, "a document", "an empty file")
    form = _form(file, raw)
    try:
        text = _reader(form)(raw) if form == "plain" else _apart(file, form)
    except Unreadable as fault:
        raise _refused(file, fault.expected, fault.found, fault.line, fault.column) from None
    # What no text may have, and no reader could see; controls that are white space still part words and lines.
    text = CONTROL.sub(lambda found: found[0] if found[0].isspace() else "", text)
    if not any(character.isalnum() for character in text):
        raise _refused(file, "a document with text", "none")
    if len(text) > MAX_CHARACTERS:
        raise _refused(file, f"at most {MAX_CHARACTERS:,} characters", f"{len(text):,}")
    lines = text.split("\n")
    if (count := sum(bool(line.strip()) for line in lines)) > MAX_LINES:
        raise _refused(file, f"at most {MAX_LINES:,} paragraphs", f"{count:,}")
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise _refused(file, f"paragraphs of at most {MAX_LINE:,} characters", f"{len(line):,}", number)
    return Document(str(file), text, form == "plain")


def _bytes(file: Path) -> bytes:
    try:
        return read_bytes(file, MAX_BYTES)
    except OSError as error:
        raise _refused(file, "a readable file", error.strerror or "none") from None


def _refused(file: Path, expected: str, found: str, line: int = 1, column: int = 1) -> BadInput:
    return BadInput([Problem(str(file), line, column, expected, found)])


def _form(file: Path, raw: bytes) -> str:
    """The reader for ``file``: by its first bytes, since names lie, else by its name."""
    suffix = file.suffix.lower()
    start = raw[:1024].lstrip()
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(b"PK"):
        return "docx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(file, READABLE, "an old .doc, a .wps or a locked file: save it as .docx")
    if suffix in (".docx", ".pdf"):
        raise _refused(file, f"a {suffix} file", "something else under its name")
    if suffix in (".html", ".htm", ".xhtml") or _is_page(raw):
        return "html"
    if suffix in (".md", ".markdown", ".txt", ".text", ""):
        return "plain"
    raise _refused(file, READABLE, f"{suffix}{WAYS_OUT.get(suffix, '')}")


def _is_page(raw: bytes) -> bool:
    start = raw[:400].replace(b"\0", b"").lower()
    return b"<!doctype html" in start or b"<html" in start


def _reader(form: str) -> Callable[[bytes], str]:
    """The reader of ``form``, the only one loaded."""
    reader: Callable[[bytes], str] = import_module(f"generator.importing.{form}").text_of
    return reader


def _apart(file: Path, form: str) -> str:
    """The text from the reader of ``form``, run in a separate process."""
    command = [sys.executable, "-I", "-c", _PROGRAM, form, str(file)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MAX_WAIT, stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable("a document that is read in a moment", "one that does not end") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise _broken(done.returncode, done.stderr) from None
    if "text" not in answer:
        raise Unreadable(*answer["fault"])
    text: str = answer["text"]
    return text


_PROGRAM = "import sys; from generator.importing.reading import answer; answer(*sys.argv[1:])"


def _broken(status: int, errors: bytes) -> Unreadable:
    if hasattr(signal, "SIGPROF") and status in (-signal.SIGPROF, -signal.SIGXCPU):
        return Unreadable("a document that is read in a moment", "one that does not end")
    if b"MemoryError" in errors or status == -9:
        return Unreadable("a document that needs little memory", "one that unpacks without end")
    return Unreadable("a document as its format has it", "one that its reader breaks on")


def answer(form: str, name: str) -> None:
    """Reads one document under limits and writes the answer as JSON; runs in the separate process."""
    reader = _reader(form)
    raw = Path(name).read_bytes()
    _limit()
    try:
        result: dict[str, object] = {"text": reader(raw)}
    except Unreadable as fault:
        result = {"fault": [fault.expected, fault.found, fault.line, fault.column]}
    except RecursionError:
        result = {"fault": ["a document with few levels", "levels without end", 1, 1]}
    sys.stdout.buffer.write(json.dumps(result).encode())


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: only the wait limits it.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, MAX_SECONDS)
