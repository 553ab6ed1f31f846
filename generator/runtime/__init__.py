"""Makes what the browser needs to run the self-check from Pyodide's files, small and quick to start.

It makes the start in steps, each built on the state before it. A rehearsal in Node compares every step with CPython; a
step that fails, as it may with a new Pyodide, is left out with a warning:

    bytecode   Pyodide's standard library as byte code, with the self-check beside it, so that no package is installed
    light      CPython started through its C functions, without Pyodide's own start-up and imports, and with only the
               standard library's modules that the rehearsal imports
    trim       wasm and script without the exports and code that only packages could reach
    split      the wasm cut in two: what the rehearsal calls, and the rest, fetched when first needed

`CHUDING_RUNTIME_STEPS` names the steps to take ("bytecode,light" or "none"); `trim` and `split` need `light`.
"""

import base64
import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from generator.runtime.cache import make_once
from generator.runtime.failures import RuntimeAssetsError, StepError
from generator.runtime.node import run_node
from generator.runtime.packing import (
    compile_archive,
    library_imported,
    read_archive,
    read_imported,
    read_package,
    write_archive,
)
from generator.runtime.trimming import SCRIPT, WASM, code_of, trim

__all__ = ["RuntimeAssetsError", "Steps", "runtime_files", "shipped_runtime"]

FOLDER = "assets/runtime"
WORKER = "assets/browser/worker.js"
WORKER_SOURCE = "site_src/browser/python/worker.js"
PACKAGE = "selfcheck"
LOADER = "pyodide.js"
LIBRARY = "python_stdlib.zip"
RULES = "selfcheck.zip"
COMPARISON = "comparison.zip"
COMPARING = "generator.comparison.browser"
"""The module that compares; what it needs beyond the start is fetched on first use."""
REST = "pyodide.rest.wasm"
LOCK = "pyodide-lock.json"
STATE = "state.json"
HERE = Path(__file__).parent
DISPATCH = HERE / "dispatch.py"
VARIABLE = "CHUDING_RUNTIME_STEPS"
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps to take."""

    bytecode: bool = True
    light: bool = True
    trim: bool = True
    split: bool = True

    @classmethod
    def from_environment(cls) -> "Steps":
        given = os.environ.get(VARIABLE)
        if given is None:
            return cls()
        steps = [field.name for field in fields(cls)]
        named = [word.strip() for word in given.split(",") if word.strip() not in ("", "none")]
        if unknown := [word for word in named if word not in steps]:
            raise RuntimeAssetsError(f"{VARIABLE}: expected some of {', '.join(steps)} or none, found {unknown[0]}")
        return cls(**{name: name in named for name in steps})


@dataclass(slots=True)
class State:
    """How far a start is made: how the worker starts Python, the steps taken, and those left out with reasons."""

    boot: str = "pyodide"
    taken: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A runtime's answers in Node, with the module files it loaded and the numbers of the functions it called."""

    answers: list[Any]
    modules: list[str]
    called: list[int]


def runtime_files(root: Path, steps: Steps | None = None) -> dict[str, Path]:
    """Site path → file on disk, for everything the browser fetches to run the self-check, including its worker.

    `root` is the project's folder, with `selfcheck/`, `site_src/` and `node_modules/`.
    Raises RuntimeAssetsError.
    """
    steps = Steps.from_environment() if steps is None else steps
    making = Making(root, find_pyodide(root))
    folder = making.make_runtime(steps)
    state = json.loads((folder / STATE).read_text(encoding="utf-8"))
    for step, reason in state["left_out"].items():
        LOG.warning("the browser's runtime is made without its step %s: %s", step, reason)
    files = {f"{FOLDER}/{path.name}": path for path in sorted(folder.iterdir()) if path.name != STATE}
    return files | {WORKER: files.pop(f"{FOLDER}/worker.js")}


def shipped_runtime(made: Path) -> dict[str, Path]:
    """The same of an installed wheel, which has them made, in the folder ``made``."""
    folder = made / "runtime"
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def find_pyodide(root: Path) -> Path:
    """The npm package's folder; raises RuntimeAssetsError unless it is complete and for this Python version."""
    folder = root / "node_modules" / "pyodide"
    for name in (LOADER, SCRIPT, WASM, LIBRARY, LOCK):
        if not (folder / name).is_file():
            raise RuntimeAssetsError(f"node_modules/pyodide/{name} is missing: run `make site`")
    wanted = read_lock_info(folder)["python"].rpartition(".")[0]
    found = "{}.{}".format(*sys.version_info)
    # Only the minor version that wrote byte code can read it.
    if wanted != found:
        raise RuntimeAssetsError(f"Pyodide runs Python {wanted}, this is {found}: run `make site`")
    return folder


def read_lock_info(pyodide: Path) -> dict[str, str]:
    """The Python version and platform in Pyodide's lock file, which a custom lock file must repeat."""
    info: dict[str, str] = json.loads((pyodide / LOCK).read_text(encoding="utf-8"))["info"]
    return info


class Making:
    """Makes one runtime: reads the sources once, then takes the steps from each state to the next.

    A state is a folder with the files the worker fetches; `boot` tells the worker how to start Python from them.
    """

    def __init__(self, root: Path, pyodide: Path) -> None:
        self.root = root
        self.pyodide = pyodide
        self.worker = (root / WORKER_SOURCE).read_text(encoding="utf-8")
        self.package = {**read_package(root, PACKAGE), DISPATCH.name: DISPATCH.read_bytes()}
        self.compared = read_imported(root, COMPARING)
        rehearsal = json.loads((HERE / "rehearsal.json").read_text(encoding="utf-8"))
        self.questions = list_questions(rehearsal["notices"], rehearsal["applicants"])

    def make_runtime(self, steps: Steps) -> Path:
        """The folder with all files; where only comparing has changed, the rehearsed start is reused."""
        inputs = [repr(steps).encode(), self.worker.encode(), *self.pyodide_bytes(), *parts_of(self.package)]
        start = make_once(self.root, "start", inputs, lambda folder: self.take_steps(folder, steps))
        whole = [start.name.encode(), *parts_of(self.compared)]
        return make_once(self.root, "runtime", whole, lambda folder: self.add_comparison(start, folder))

    def pyodide_bytes(self) -> list[bytes]:
        return [(self.pyodide / name).read_bytes() for name in (LOADER, SCRIPT, WASM, LIBRARY, LOCK)]

    def take_steps(self, folder: Path, steps: Steps) -> None:
        """Fills the folder with the last state reached."""
        made = State()
        self.start_with_pyodide(folder)
        all_steps = {"bytecode": self.compile, "light": self.lighten, "trim": self.trim, "split": self.split}
        wanted = {name: take for name, take in all_steps.items() if getattr(steps, name)}
        expected = self.answers_of_cpython() if wanted else []
        for name, take in wanted.items():
            if name in ("trim", "split") and made.boot != "direct":
                continue
            boot = made.boot if name == "bytecode" else "direct"
            try:
                self.take_step(folder, take, boot, expected)
                made.taken.append(name)
                made.boot = boot
            except StepError as error:
                made.left_out[name] = str(error)
        (folder / STATE).write_text(json.dumps(asdict(made)), encoding="utf-8")

    def take_step(self, folder: Path, take: Any, boot: str, expected: list[Any]) -> None:
        """Takes the step in a copy, which replaces the state if its answers equal CPython's; raises StepError."""
        target = folder.with_name(f"{folder.name}-after")
        shutil.copytree(folder, target)
        try:
            take(folder, target)
            self.write_worker(target, boot)
            if self.rehearse(target).answers != expected:
                raise StepError("the rehearsal gives other answers than CPython")
        except StepError:
            shutil.rmtree(target)
            raise
        shutil.rmtree(folder)
        target.rename(folder)

    # The steps

    def start_with_pyodide(self, folder: Path) -> None:
        for name in (LOADER, SCRIPT, WASM, LIBRARY):
            shutil.copyfile(self.pyodide / name, folder / name)
        write_archive(folder / RULES, self.package)

    def compile(self, folder: Path, target: Path) -> None:
        try:
            shutil.copyfile(self.make_whole_library() / LIBRARY, target / LIBRARY)
            contents = [(folder / RULES).read_bytes()]
            compiled = make_once(self.root, PACKAGE, contents, lambda made: compile_one(folder / RULES, made))
        except RuntimeAssetsError as error:
            raise StepError(str(error)) from None
        shutil.copyfile(compiled / RULES, target / RULES)

    def make_library(self, folder: Path) -> None:
        compile_one(self.pyodide / LIBRARY, folder)

    def lighten(self, folder: Path, target: Path) -> None:
        library, rules = read_archive(folder / LIBRARY), read_archive(folder / RULES)
        for name in (LOADER, RULES):
            (target / name).unlink()
        write_archive(target / LIBRARY, library | rules)
        self.write_worker(target, "direct")
        imported = {Path(name).as_posix() for name in self.rehearse(target).modules}
        home = f"/lib/python{self.python_version()}/"
        kept = {name: content for name, content in library.items() if home + name in imported}
        write_archive(target / LIBRARY, kept | rules)

    def trim(self, folder: Path, target: Path) -> None:
        inputs = [*self.pyodide_bytes(), self.worker.encode()]
        trimmed = make_once(
            self.root,
            "trimmed",
            inputs,
            lambda made: trim(self.root, folder / SCRIPT, folder / WASM, self.worker, made),
        )
        for name in (SCRIPT, WASM):
            shutil.copyfile(trimmed / name, target / name)

    def split(self, folder: Path, target: Path) -> None:
        wasm = (folder / WASM).read_bytes()
        marked = make_once(
            self.root, "marked", [wasm], lambda made: mark_functions(self.root, folder / WASM, made / WASM)
        )
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            traced = shutil.copytree(folder, Path(scratch, "traced"))
            shutil.copyfile(marked / WASM, traced / WASM)
            self.write_worker(traced, "direct")
            called = json.dumps(self.rehearse(traced, "marked").called)
        cut = make_once(
            self.root, "cut", [wasm, called.encode()], lambda made: cut_wasm(self.root, folder / WASM, called, made)
        )
        for name in (WASM, REST):
            shutil.copyfile(cut / name, target / name)

    def add_comparison(self, start: Path, folder: Path) -> None:
        """Adds to the start what comparing imports: the project's modules, and those of the library the start lacks."""
        shutil.copytree(start, folder, dirs_exist_ok=True)
        made = json.loads((start / STATE).read_text(encoding="utf-8"))
        write_archive(folder / COMPARISON, self.compared)
        library = self.pyodide
        if "bytecode" in made["taken"]:
            contents = [(folder / COMPARISON).read_bytes()]
            compiled = make_once(self.root, "comparison", contents, lambda made: compile_one(folder / COMPARISON, made))
            shutil.copyfile(compiled / COMPARISON, folder / COMPARISON)
            library = self.make_whole_library()
        there, whole = read_archive(folder / LIBRARY), read_archive(library / LIBRARY)
        needed = {name.removesuffix(".py") for name in library_imported(self.root, COMPARING)}
        more = {name: whole[name] for name in whole.keys() - there.keys() if name.partition(".")[0] in needed}
        write_archive(folder / COMPARISON, read_archive(folder / COMPARISON) | more)
        self.write_worker(folder, made["boot"])

    def make_whole_library(self) -> Path:
        library = self.pyodide / LIBRARY
        return make_once(self.root, "library", [library.read_bytes()], self.make_library)

    # The worker, and the rehearsal

    def write_worker(self, folder: Path, boot: str) -> None:
        """Writes the worker, with what it must know about the files beside it."""
        fetched = [path for path in sorted(folder.iterdir()) if path.name not in (STATE, "worker.js")]
        files = {path.name: {"size": path.stat().st_size, "hash": hash_of(path.read_bytes())} for path in fetched}
        runtime = {"boot": boot, "version": self.python_version(), "files": files}
        if boot == "pyodide":
            runtime["lock"] = {"info": read_lock_info(self.pyodide), "packages": {}}
        else:
            runtime["code"] = hash_of(code_of((folder / SCRIPT).read_text(encoding="utf-8")).encode())
        text = f"self.runtime = {json.dumps(runtime, separators=(',', ':'))};\n{self.worker}"
        (folder / "worker.js").write_text(text, encoding="utf-8")

    def python_version(self) -> str:
        return read_lock_info(self.pyodide)["python"].rpartition(".")[0]

    def rehearse(self, folder: Path, *marked: str) -> Rehearsed:
        """Runs the folder's runtime in Node; with `marked`, its wasm records calls. Raises StepError."""
        questions = folder.with_name(f"{folder.name}-questions.json")
        questions.write_text(json.dumps(self.questions), encoding="utf-8")
        output = run_node(self.root, "rehearse.mjs", folder, folder / "worker.js", questions, *marked)
        questions.unlink()
        return Rehearsed(**json.loads(output))

    def answers_of_cpython(self) -> list[Any]:
        """This Python's answers to the rehearsal's questions, from the same files, in the worker's form."""
        code = (HERE / "rehearse.py").read_text(encoding="utf-8")
        paths = json.dumps([str(self.root), str(HERE)])
        words = [sys.executable, "-I", "-c", code, paths]
        given = json.dumps(self.questions)
        done = subprocess.run(words, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            raise RuntimeAssetsError(f"{PACKAGE}: {done.stderr.strip().splitlines()[-1]}")
        answers: list[Any] = json.loads(done.stdout)
        return answers


def list_questions(notices: list[Any], applicants: list[Any]) -> list[dict[str, str]]:
    """The rehearsal: judge and explain each applicant, judge one by every notice, then four kinds of bad input."""
    texts = [json.dumps(notice, ensure_ascii=False) for notice in notices]
    questions = [
        {"ask": ask, "notice": texts[who["notice"]], "answers": json.dumps(who["answers"]), "today": who["today"]}
        for who in applicants
        for ask in ("evaluate", "explain")
    ]
    first = questions[0]
    every = {**first, "ask": "every", "notice": json.dumps(texts)}
    wrong = [{"notice": "["}, {"answers": '{"unknown": 1}'}, {"answers": '{"series": 1}'}, {"today": "soon"}]
    return [*questions, every, *({**first, **fault} for fault in wrong)]


def compile_one(archive: Path, folder: Path) -> None:
    """Compiles the archive to byte code, in an archive of the same name in the folder."""
    shutil.copyfile(archive, folder / archive.name)
    compile_archive(folder / archive.name)


def hash_of(content: bytes) -> str:
    """The hash as in a request's `integrity`."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def mark_functions(root: Path, wasm: Path, target: Path) -> None:
    run_node(root, "wasm.mjs", "mark", wasm, target)


def cut_wasm(root: Path, wasm: Path, called: str, folder: Path) -> None:
    listed = folder / "called.json"
    listed.write_text(called, encoding="utf-8")
    run_node(root, "wasm.mjs", "cut", wasm, listed, folder / WASM, folder / REST)
    listed.unlink()


def parts_of(package: dict[str, bytes]) -> list[bytes]:
    """A package's names and contents, for the key of a cache."""
    return [part for name, content in package.items() for part in (name.encode(), content)]
