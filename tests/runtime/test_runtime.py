"""The runtime that the browser fetches: complete, reproducible, and the same as CPython."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import Visit
from filelock import FileLock
from partial_answers import CITY, ZONE
from proof import LONG, sizes

from generator.comparison.browser import compare_texts
from generator.folders import ROOT
from generator.runtime import RuntimeAssetsError, Steps, runtime_files
from selfcheck import InputError, evaluate_json
from selfcheck.answers import JsonObject

pytestmark = LONG

WORKER = ROOT / "site_src" / "browser" / "python" / "worker.js"
CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'"

# Stands in for the self-check: a data file, an error with a key, and one sentence of its own. A day in brackets has it
# call Python's compiler, which no rehearsal calls.
PACKAGE = '''
"""A stand-in."""
import json
import os
from datetime import date

__version__ = "1.2"


class InputError(Exception):
    def __init__(self, message, key=None):
        super().__init__(message)
        self.key = key


def evaluate_json(notice, answers, today):
    unknown = next((key for key in json.loads(answers) if key != "series"), None)
    if unknown:
        raise InputError(f"{unknown}: expected series", unknown)
    with open(os.path.join(os.path.dirname(__file__), "words.json"), encoding="utf-8") as file:
        word = json.load(file)["word"]
    day = eval(today) if today.startswith("(") else date.fromisoformat(today).isoformat()
    told = {"notice": json.loads(notice)["id"], "today": day, "word": word}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


explain_json = every_json = evaluate_json
'''
# Stands in for the comparison: it needs a module of the library that no start imports.
COMPARISON = '''
"""A stand-in."""
from difflib import SequenceMatcher


def compare_texts(a, b, asked):
    return f"{asked}: {SequenceMatcher(None, a, b).ratio()}"
'''
COMPARED = {"ask": "compare", "notice": "甲乙", "answers": "甲丙", "today": "ratio"}
RATIO = "ratio: 0.5"
QUESTION = {"notice": '{"id":"甲"}', "answers": "{}", "today": "2026-05-11"}
VERDICT = '{"notice":"甲","today":"2026-05-11","word":"初定"}'
COMPILING = {**QUESTION, "today": "(lambda day: day * 3)('x')"}

PARTS = ("library", "trimmed", "marked")
"""What is made of Pyodide alone, and takes long."""
NOT_CUT = Steps(trim=False, split=False)
"""The steps that take the wasm as it is: those of a sample, since cutting takes most of the time."""


def make_project(folder: Path, parts_of: Path | None = None) -> Path:
    """A small project; with `parts_of` it starts with the parts that another one has made of Pyodide."""
    (folder / "selfcheck").mkdir(parents=True)
    kept = [made for part in PARTS for made in parts_of.glob(f".cache/runtime/{part}-*")] if parts_of else []
    (folder / ".cache" / "runtime").mkdir(parents=True)
    for made in kept:
        (folder / ".cache" / "runtime" / made.name).symlink_to(made)
    (folder / "selfcheck" / "__init__.py").write_text(PACKAGE, encoding="utf-8")
    (folder / "selfcheck" / "words.json").write_text('{"word": "初定"}', encoding="utf-8")
    (folder / "generator" / "comparison").mkdir(parents=True)
    for package in ("generator", "generator/comparison"):
        (folder / package / "__init__.py").touch()
    (folder / "generator" / "comparison" / "browser.py").write_text(COMPARISON, encoding="utf-8")
    (folder / "site_src" / "browser" / "python").mkdir(parents=True)
    shutil.copyfile(WORKER, folder / "site_src" / "browser" / "python" / "worker.js")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


@pytest.fixture(scope="module", params=sizes(sample=False, whole=True))
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether all is made from nothing, and with all steps; a sample has what the site's own build has made."""
    return bool(request.param)


@pytest.fixture(scope="module")
def steps(whole: bool) -> Steps:
    """Those that a test takes that makes a runtime of its own."""
    return Steps() if whole else NOT_CUT


@pytest.fixture(scope="module")
def parts_of(whole: bool, site: Path) -> Path | None:
    """The folder whose parts a test's own project starts with."""
    return None if whole else ROOT


@pytest.fixture(scope="module")
def project(whole: bool, steps: Steps, parts_of: Path | None, shared: Path) -> Path:
    """A project with its runtime, made once for all processes. No test changes it."""
    folder = shared / ("whole-project" if whole else "project")
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            made = make_project(folder.with_name(f"{folder.name}-being-made"), parts_of)
            runtime_files(made, steps)
            made.rename(folder)
    return folder


@dataclass(frozen=True, slots=True)
class Shipped:
    """A runtime with all steps taken, as a site ships it; what it may be asked, and what CPython answers."""

    files: dict[str, Path]
    question: JsonObject
    verdict: str
    refusal: JsonObject
    """Of ``WRONG`` answers to the question."""
    rare: JsonObject
    """A question for which Python calls what no rehearsal has called."""
    rare_verdict: str


WRONG = '{"salary": 1}'


@pytest.fixture(scope="module")
def shipped(whole: bool, site: Path, request: pytest.FixtureRequest) -> Shipped:
    """That of the stand-ins, or in a sample the site's own."""
    if whole:
        files = runtime_files(request.getfixturevalue("project"))
        refusal: JsonObject = {"message": "salary: expected series", "key": "salary"}
        return Shipped(files, QUESTION, VERDICT, refusal, COMPILING, VERDICT.replace(QUESTION["today"], "xxx"))
    texts = [(site / "notices" / f"{notice}.json").read_text(encoding="utf-8") for notice in (CITY, ZONE)]
    form = json.dumps({"form": "csv", "language": "zh"})
    vocabulary = (site / "compare" / "vocabulary.json").read_text(encoding="utf-8")
    pair = f'{{"notices": [{",".join(texts)}]}}'
    with pytest.raises(InputError) as caught:
        evaluate_json(texts[0], WRONG, QUESTION["today"])
    return Shipped(
        runtime_files(ROOT),
        {**QUESTION, "notice": texts[0]},
        evaluate_json(texts[0], QUESTION["answers"], QUESTION["today"]),
        {"message": str(caught.value), "key": caught.value.key},
        {"ask": "compare", "notice": pair, "answers": vocabulary, "today": form},
        compare_texts(pair, vocabulary, form),
    )


@pytest.fixture(scope="module")
def served(shipped: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that holds the runtime, its worker and an empty page."""
    return copy_site(shipped.files, tmp_path_factory.mktemp("served"))


def copy_site(files: dict[str, Path], site: Path) -> Path:
    for name, path in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, site / name)
    (site / "index.html").write_text('<!doctype html><link rel="icon" href="data:,"><title>x</title>')
    return site


def contents(files: dict[str, Path]) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files.items()}


def test_the_runtime_is_four_files_and_the_worker(shipped: Shipped) -> None:
    assert sorted(shipped.files) == [
        "assets/browser/worker.js",
        "assets/runtime/comparison.zip",
        "assets/runtime/pyodide.asm.js",
        "assets/runtime/pyodide.asm.wasm",
        "assets/runtime/pyodide.rest.wasm",
        "assets/runtime/python_stdlib.zip",
    ]


def test_two_builds_give_the_same_bytes(project: Path, tmp_path: Path, steps: Steps, parts_of: Path | None) -> None:
    again = make_project(tmp_path / "another" / "place", parts_of)
    assert contents(runtime_files(again, steps)) == contents(runtime_files(project, steps))


def test_nothing_is_made_twice(project: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    made = runtime_files(project, steps)
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("made again"))
    assert runtime_files(project, steps) == made


def test_a_changed_source_changes_the_library_and_takes_the_rest_from_the_cache(
    project: Path, tmp_path: Path, whole: bool
) -> None:
    """A sample takes no steps: the self-check is then beside the library."""
    steps = Steps() if whole else STATES["stock"]
    before = contents(runtime_files(project, steps))
    changed_project = make_project(tmp_path / "tree", parts_of=project)
    (changed_project / "selfcheck" / "words.json").write_text('{"word": "评审"}', encoding="utf-8")
    after = contents(runtime_files(changed_project, steps))
    changed = {Path(name).name for name in before if before[name] != after[name]}
    # The worker is told the files' sizes, which may have stayed.
    assert changed - {"worker.js"} == {"python_stdlib.zip" if whole else "selfcheck.zip"}


def test_the_library_holds_the_self_check_and_what_it_imports_as_stored_byte_code(shipped: Shipped) -> None:
    with zipfile.ZipFile(shipped.files["assets/runtime/python_stdlib.zip"]) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        names = set(archive.namelist())
    assert {"selfcheck/__init__.pyc", "selfcheck/words.json", "json/decoder.pyc"} <= names
    assert not [name for name in names if name.endswith(".py") or name.startswith(("asyncio", "pyodide"))]


def test_the_worker_knows_size_and_hash_of_all_that_it_fetches(shipped: Shipped) -> None:
    files = contents(shipped.files)
    first = files.pop("assets/browser/worker.js").decode().partition("\n")[0]
    told = json.loads(first.removeprefix("self.runtime = ").removesuffix(";"))
    assert told["files"] == {
        Path(name).name: {
            "size": len(content),
            "hash": f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}",
        }
        for name, content in files.items()
    }


# Steps left out


STATES = {
    "stock": Steps(bytecode=False, light=False, trim=False, split=False),
    "bytecode": Steps(light=False, trim=False, split=False),
    "light": Steps(trim=False, split=False),
    "light without bytecode": Steps(bytecode=False, trim=False, split=False),
    "trim": Steps(split=False),
    "split without trim": Steps(trim=False),
}


def test_node_answers_with_any_step_left_out(project: Path, tmp_path: Path, node: Path, whole: bool) -> None:
    for state in STATES if whole else ["light"]:
        site = copy_site(runtime_files(project, STATES[state]), tmp_path / state)
        assert answer_in_node(node, site, [QUESTION, COMPARED, COMPARED]) == [VERDICT, RATIO, RATIO], state


def test_a_step_that_fails_is_left_out_with_a_warning_and_the_others_are_taken(
    tmp_path: Path,
    node: Path,
    whole: bool,
    parts_of: Path | None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A new Binaryen may know a feature by another name, and a new Pyodide's script no table of imports."""
    if whole:
        monkeypatch.setattr("generator.runtime.trimming.IMPORTS", re.compile("nothing like it"))
        reason = "pyodide.asm.js: expected one table wasmImports, found none"
    else:
        # Found out at once, where the script is read after Binaryen has done all its work.
        monkeypatch.setattr("generator.runtime.trimming.FEATURES", ("nothing-like-it",))
        reason = "wasm-metadce: Unknown option '--enable-nothing-like-it'"
    project = make_project(tmp_path / "tree", parts_of)
    for made in project.glob(".cache/runtime/trimmed-*"):
        made.unlink()
    site = copy_site(runtime_files(project, Steps(split=whole)), tmp_path / "site")
    told = [record.getMessage() for record in caplog.records]
    assert told == [f"the browser's runtime is made without its step trim: {reason}"]
    assert (site / "assets" / "runtime" / "pyodide.rest.wasm").is_file() == whole
    assert not (site / "assets" / "runtime" / "pyodide.js").exists()
    assert answer_in_node(node, site, [QUESTION]) == [VERDICT]


def test_without_byte_code_the_site_works_all_the_same(
    tmp_path: Path, node: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A new pyodide-build may have no such command."""

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeAssetsError("pyodide py-compile failed: No such command 'py-compile'.")

    monkeypatch.setattr("generator.runtime.packing.run_pyodide", refuse)
    project = make_project(tmp_path / "tree")
    site = copy_site(runtime_files(project, steps), tmp_path / "site")
    assert [*steps_left_out(caplog)] == ["bytecode"]
    assert (site / "assets" / "runtime" / "pyodide.rest.wasm").is_file() == steps.split
    assert not (site / "assets" / "runtime" / "pyodide.js").exists()
    assert answer_in_node(node, site, [QUESTION, COMPARED]) == [VERDICT, RATIO]


def steps_left_out(caplog: pytest.LogCaptureFixture) -> Iterator[object]:
    for record in caplog.records:
        assert isinstance(record.args, tuple)
        yield record.args[0]


def test_a_step_whose_runtime_answers_otherwise_than_cpython_is_left_out(
    project: Path,
    tmp_path: Path,
    node: Path,
    whole: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("generator.runtime.Making.answers_of_cpython", lambda _: [])
    project = make_project(tmp_path / "tree", parts_of=project)
    site = copy_site(runtime_files(project, Steps() if whole else STATES["bytecode"]), tmp_path / "site")
    assert [*steps_left_out(caplog)] == (["bytecode", "light"] if whole else ["bytecode"])
    assert (site / "assets" / "runtime" / "pyodide.js").is_file()
    assert answer_in_node(node, site, [QUESTION]) == [VERDICT]


def test_an_unknown_step_is_one_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUDING_RUNTIME_STEPS", "light,faster")
    with pytest.raises(RuntimeAssetsError) as caught:
        runtime_files(project)
    assert str(caught.value) == (
        "CHUDING_RUNTIME_STEPS: expected some of bytecode, light, trim, split or none, found faster"
    )


# When the runtime cannot be made


def test_missing_node_modules_are_one_line_that_says_what_to_run(tmp_path: Path) -> None:
    project = make_project(tmp_path / "tree")
    (project / "node_modules").unlink()
    with pytest.raises(RuntimeAssetsError) as caught:
        runtime_files(project)
    assert str(caught.value) == "node_modules/pyodide/pyodide.js is missing: run `make site`"


def test_a_broken_source_is_one_line(project: Path, tmp_path: Path) -> None:
    project = make_project(tmp_path / "tree", parts_of=project)
    (project / "selfcheck" / "__init__.py").write_text('__version__ = "1"\ndef (:\n')
    with pytest.raises(RuntimeAssetsError) as caught:
        runtime_files(project)
    assert "\n" not in str(caught.value)
    assert "SyntaxError" in str(caught.value)


# Answers


def answer_in_node(node: Path, site: Path, questions: list[JsonObject]) -> list[str]:
    done = subprocess.run(
        [node, ROOT / "tests" / "selfcheck" / "node_parity.mjs", site / "assets" / "runtime"],
        input="".join(json.dumps(line) + "\n" for line in questions),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    told, _ = done.stdout.rsplit("\n", 1)
    return told.split("\n")


def test_node_answers_with_the_runtime_of_the_site(served: Path, shipped: Shipped, node: Path) -> None:
    question, notice = shipped.question, json.loads(shipped.question["notice"])
    lines = [question, {**question, "answers": json.loads(WRONG)}, {**question, "notice": {**notice, "id": "乙"}}]
    assert answer_in_node(node, served, lines) == [
        shipped.verdict,
        json.dumps({"error": shipped.refusal}, ensure_ascii=False, separators=(",", ":")),
        shipped.verdict.replace(notice["id"], "乙"),
    ]


ASK = """
([address, questions]) => new Promise((resolve) => {
  const worker = new Worker(address);
  const heard = [];
  worker.onmessage = ({ data }) => {
    heard.push(data);
    if (data.failed || heard.filter((message) => message.id).length === questions.length) {
      worker.terminate();
      resolve(heard);
    }
  };
  worker.onerror = (event) => resolve([...heard, { broken: event.message }]);
  for (const question of questions) worker.postMessage(question);
})
"""


def test_the_worker_answers_in_the_browser_under_a_strict_policy(
    served: Path, shipped: Shipped, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(served, prefix="/a/b/", headers={"Content-Security-Policy": CSP + "; img-src data:"})
    page = visit(address)
    questions = [{"id": 1, **shipped.question}, {"id": 2, **shipped.question, "answers": WRONG}]
    heard = page.evaluate(ASK, ["assets/browser/worker.js", questions])
    assert not [request for request in visit.requests if request.endswith("comparison.zip")]
    assert [message for message in heard if "progress" not in message] == [
        {"ready": True},
        {"id": 1, "verdict": shipped.verdict},
        {"id": 2, "error": shipped.refusal},
    ]
    progress = [message["progress"] for message in heard if "progress" in message]
    files = ("pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
    assert [step["loaded"] for step in progress] == sorted(step["loaded"] for step in progress)
    assert {step["total"] for step in progress} == {progress[-1]["loaded"]}
    assert progress[-1]["loaded"] == sum((served / "assets" / "runtime" / name).stat().st_size for name in files)
    assert [step["step"] for step in progress] == ["download"] * (len(progress) - 1) + ["start"]
    fetched = {request.removeprefix(f"{address}assets/runtime/") for request in visit.requests}
    assert fetched & {path.name for path in (served / "assets" / "runtime").iterdir()} == set(files)


def test_the_worker_says_so_when_python_cannot_start(
    served: Path, tmp_path: Path, serve: Callable[..., str], visit: Visit
) -> None:
    shutil.copytree(served, tmp_path / "site")
    (tmp_path / "site" / "assets" / "runtime" / "pyodide.asm.js").unlink()
    page = visit(serve(tmp_path / "site"))
    heard = page.evaluate(ASK, ["assets/browser/worker.js", [{"id": 1, **QUESTION}]])
    visit.errors.clear()
    [said] = [message for message in heard if "progress" not in message]
    # There is nothing to be fetched anew.
    assert list(said) == ["failed", "damaged"] and not said["damaged"]


def verdicts_in(heard: list[JsonObject]) -> list[str]:
    return [message["verdict"] for message in heard if "verdict" in message]


def test_what_no_start_needs_is_fetched_when_it_is_first_called(
    served: Path, shipped: Shipped, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(served)
    page = visit(address)
    questions = [{"id": 1, **shipped.question}, {"id": 2, **shipped.rare}]
    assert verdicts_in(page.evaluate(ASK, ["assets/browser/worker.js", questions])) == [
        shipped.verdict,
        shipped.rare_verdict,
    ]
    assert visit.requests[-1] == f"{address}assets/runtime/pyodide.rest.wasm"


def test_no_answer_comes_from_a_damaged_file_that_was_fetched_when_first_called(
    served: Path, shipped: Shipped, tmp_path: Path, serve: Callable[..., str], visit: Visit
) -> None:
    site = shutil.copytree(served, tmp_path / "site")
    rest = site / "assets" / "runtime" / "pyodide.rest.wasm"
    # Of a section that only debuggers read: with it the file does all that it did.
    rest.write_bytes(rest.read_bytes() + b"\0\2\1x")
    heard = visit(serve(site)).evaluate(ASK, ["assets/browser/worker.js", [{"id": 1, **shipped.rare}]])
    assert verdicts_in(heard) == []
    assert heard[-1] == {"failed": "pyodide.rest.wasm is damaged", "damaged": True}
