"""The runtime that the browser fetches: complete, reproducible, and the same as CPython."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit

from generator.runtime import RuntimeAssetsError, runtime_files

ROOT = Path(__file__).resolve().parent.parent
WORKER = ROOT / "site_src" / "browser" / "worker.js"
CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'"

# Stands in for the self-check: a data file, an error with a key, and one sentence of its own.
PACKAGE = '''
"""A stand-in."""
import json
from datetime import date
from importlib.resources import files

__version__ = "1.2"


class InputError(Exception):
    def __init__(self, message, key=None):
        super().__init__(message)
        self.key = key


def evaluate_json(notice, answers, today):
    unknown = next((key for key in json.loads(answers) if key != "series"), None)
    if unknown:
        raise InputError(f"{unknown}: expected series", unknown)
    word = json.loads((files("selfcheck") / "words.json").read_text("utf-8"))["word"]
    told = {"notice": json.loads(notice)["id"], "today": date.fromisoformat(today).isoformat(), "word": word}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
'''
QUESTION = {"notice": '{"id":"甲"}', "answers": "{}", "today": "2026-05-11"}
VERDICT = '{"notice":"甲","today":"2026-05-11","word":"初定"}'


def make_project(folder: Path, library_of: Path | None = None) -> Path:
    """A small project; with `library_of` it starts with the library that another one has made."""
    (folder / "selfcheck").mkdir(parents=True)
    for made in library_of.glob(".cache/runtime/library-*") if library_of else ():
        shutil.copytree(made, folder / ".cache" / "runtime" / made.name)
    (folder / "selfcheck" / "__init__.py").write_text(PACKAGE, encoding="utf-8")
    (folder / "selfcheck" / "words.json").write_text('{"word": "初定"}', encoding="utf-8")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("project") / "tree")


@pytest.fixture(scope="module")
def served(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that holds the runtime, the worker and an empty page."""
    site = tmp_path_factory.mktemp("served")
    for name, path in runtime_files(project).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, site / name)
    (site / "assets" / "browser").mkdir()
    shutil.copyfile(WORKER, site / "assets" / "browser" / "worker.js")
    (site / "index.html").write_text('<!doctype html><link rel="icon" href="data:,"><title>x</title>')
    return site


def contents(files: dict[str, Path]) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files.items()}


def test_the_runtime_is_six_files_under_one_folder(project: Path) -> None:
    assert sorted(runtime_files(project)) == [
        "assets/runtime/pyodide-lock.json",
        "assets/runtime/pyodide.asm.js",
        "assets/runtime/pyodide.asm.wasm",
        "assets/runtime/pyodide.js",
        "assets/runtime/python_stdlib.zip",
        "assets/runtime/selfcheck-1.2-cp313-none-any.whl",
    ]


def test_two_builds_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    again = make_project(tmp_path / "another" / "place")
    assert contents(runtime_files(again)) == contents(runtime_files(project))


def test_nothing_is_made_twice(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = runtime_files(project)
    monkeypatch.setattr("generator.runtime.run_pyodide", lambda *_, **__: pytest.fail("made again"))
    assert runtime_files(project) == made


def test_a_changed_source_makes_another_wheel_and_keeps_the_library(project: Path, tmp_path: Path) -> None:
    runtime_files(project)
    project = make_project(tmp_path / "tree", library_of=project)
    before = contents(runtime_files(project))
    (project / "selfcheck" / "words.json").write_text('{"word": "评审"}', encoding="utf-8")
    after = contents(runtime_files(project))
    changed = {Path(name).suffix for name in before if before[name] != after[name]}
    assert changed == {".whl", ".json"}
    assert len(list((project / ".cache" / "runtime").iterdir())) == 3


def test_the_lock_file_lists_the_self_check_alone_with_its_hash(project: Path) -> None:
    files = {Path(name).name: path for name, path in runtime_files(project).items()}
    packages = json.loads(files["pyodide-lock.json"].read_text())["packages"]
    assert list(packages) == ["selfcheck"]
    wheel = files[packages["selfcheck"]["file_name"]]
    assert packages["selfcheck"]["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.mark.parametrize("suffix", [".zip", ".whl"])
def test_archives_hold_stored_byte_code_and_no_source(project: Path, suffix: str) -> None:
    (path,) = (path for path in runtime_files(project).values() if path.suffix == suffix)
    with zipfile.ZipFile(path) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert not [name for name in archive.namelist() if name.endswith(".py")]


def test_missing_node_modules_are_one_line_that_says_what_to_run(tmp_path: Path) -> None:
    project = make_project(tmp_path / "tree")
    (project / "node_modules").unlink()
    with pytest.raises(RuntimeAssetsError) as caught:
        runtime_files(project)
    assert str(caught.value) == "node_modules/pyodide/pyodide.js is missing: run `make site`"


def test_a_broken_source_is_one_line(project: Path, tmp_path: Path) -> None:
    runtime_files(project)
    project = make_project(tmp_path / "tree", library_of=project)
    (project / "selfcheck" / "__init__.py").write_text('__version__ = "1"\ndef (:\n')
    with pytest.raises(RuntimeAssetsError) as caught:
        runtime_files(project)
    assert "\n" not in str(caught.value)
    assert "SyntaxError" in str(caught.value)


def test_node_answers_with_the_runtime_of_the_site(served: Path, node: Path) -> None:
    lines = [QUESTION, {**QUESTION, "answers": {"salary": 1}}, {**QUESTION, "notice": {"id": "乙"}}]
    done = subprocess.run(
        [node, ROOT / "tests" / "node_parity.mjs", served / "assets" / "runtime"],
        input="".join(json.dumps(line) + "\n" for line in lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    told, digest = done.stdout.rsplit("\n", 1)
    assert told.split("\n") == [
        VERDICT,
        '{"error":{"message":"salary: expected series","key":"salary"}}',
        VERDICT.replace("甲", "乙"),
    ]
    assert digest == hashlib.sha256(f"{told}\n".encode()).hexdigest()


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
    served: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(served, prefix="/a/b/", headers={"Content-Security-Policy": CSP + "; img-src data:"})
    page = visit(address)
    questions = [{"id": 1, **QUESTION}, {"id": 2, **QUESTION, "answers": '{"salary": 1}'}]
    heard = page.evaluate(ASK, ["assets/browser/worker.js", questions])
    assert [message for message in heard if "progress" not in message] == [
        {"ready": True},
        {"id": 1, "verdict": VERDICT},
        {"id": 2, "error": {"message": "salary: expected series", "key": "salary"}},
    ]
    progress = [message["progress"] for message in heard if "progress" in message]
    assert [step["loaded"] for step in progress] == sorted(step["loaded"] for step in progress)
    assert {step["total"] for step in progress} == {6}
    assert f"{address}assets/runtime/selfcheck-1.2-cp313-none-any.whl" in visit.requests


def test_the_worker_says_so_when_python_cannot_start(
    served: Path, tmp_path: Path, serve: Callable[..., str], visit: Visit
) -> None:
    shutil.copytree(served, tmp_path / "site")
    (tmp_path / "site" / "assets" / "runtime" / "pyodide.js").unlink()
    page = visit(serve(tmp_path / "site"))
    heard = page.evaluate(ASK, ["assets/browser/worker.js", [{"id": 1, **QUESTION}]])
    visit.errors.clear()
    assert [list(message) for message in heard if "progress" not in message] == [["failed"]]


def test_the_worker_has_no_type_error(node: Path) -> None:
    options = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--skipLibCheck", "--target", "es2020"]
    tsc = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    command = [str(node), str(tsc), *options, "--lib", "es2020,webworker", str(WORKER)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""
