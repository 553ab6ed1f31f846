"""What tests share as fixtures: the built site, a server for it, and a browser that may talk to nobody else."""

import functools
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM_FLAGS, LATE_TIERING, Visit
from command import run_process
from filelock import FileLock
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir
from playwright.sync_api import Browser, sync_playwright
from proof import drawn
from server import QuietServer, SiteHandler
from sites import NEW, OLD, make_site

import bootstrap
from generator.folders import ROOT

# Tests bring lxml, by which openpyxl writes other bytes, and import openpyxl before the module that turns it off.
os.environ["OPENPYXL_LXML"] = "False"
# What `check` says would depend on the machine's language.
os.environ["LC_ALL"] = "C.UTF-8"
# Where the machine forbids to keep byte code, every process that a test starts would compile all that it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# What Hypothesis remembers of the source goes where everything that is made goes.
set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
# The same examples everywhere, and none kept; `make proof` draws more of them.
settings.register_profile("sample", derandomize=True, database=None, deadline=None, max_examples=40)
settings.register_profile("proof", settings.get_profile("sample"), max_examples=300)
settings.load_profile("sample")


# What runs


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--draw", metavar="SEED", help="of tests marked as long, run the part drawn by this seed")


def pytest_report_header(config: pytest.Config) -> str | None:
    seed = config.getoption("draw")
    return seed and f"of long tests, the part drawn for {seed}: `make proof` runs all of them"


# After the mark expression has taken the proofs out.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if seed := config.getoption("draw"):
        long = {item for item in items if item.get_closest_marker("long")}
        taken = drawn((item.nodeid for item in long), seed)
        left = {item for item in long if item.nodeid not in taken}
        config.hook.pytest_deselected(items=[*left])
        items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session")
def node() -> Path:
    """Node.js as the project's own set-up finds it."""
    found = bootstrap.find_node()
    if found is None:
        pytest.fail("no Node.js: run `make test`", pytrace=False)
    return found[0]


# Copies to break


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of the real register."""
    return shutil.copytree(ROOT / "notices", tmp_path / "notices")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A made-up site, for tests of publishing."""
    return make_site(tmp_path / "old", OLD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The made-up site's next release."""
    return make_site(tmp_path / "new", NEW)


# The site


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of this run that all its processes have."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def released(shared: Path) -> Path:
    """What ``chuding build --zip`` makes, once for all processes: a folder with ``site`` and ``chuding.zip``."""
    folder = shared / "released"
    with FileLock(shared / "released.lock"):
        if not folder.exists():
            made = shared / "being-released"
            done = run_process("build", "--site", made / "site", "--zip", made / "chuding.zip")
            if done.returncode:
                pytest.fail(f"chuding build: exit {done.returncode}\n{done.stderr}", pytrace=False)
            made.rename(folder)
    return folder


@pytest.fixture(scope="session")
def site(released: Path) -> Path:
    """The site, built by the command that `make site` runs. It is everybody's: a test that changes it takes a copy."""
    return released / "site"


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """serve(folder, prefix="/a/b/", headers={…}) → the address under which a folder is now served.

    Another `kind` of handler takes what else is given.
    """
    servers: list[QuietServer] = []

    def start(
        folder: Path, prefix: str = "/", headers: dict[str, str] | None = None, kind: type = SiteHandler, **given: Any
    ) -> str:
        assert prefix.startswith("/") and prefix.endswith("/")
        handler = functools.partial(kind, directory=str(folder), prefix=prefix, headers_sent=headers or {}, **given)
        server = QuietServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}{prefix}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


# The browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, driven by Playwright."""
    program = bootstrap.find_browser()
    if program is None:
        pytest.fail("no Chromium: run `make test`", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*CHROMIUM_FLAGS, LATE_TIERING])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """visit(address) → a page; the test fails if it asked another origin or reported an error."""
    visit = Visit(chromium)
    yield visit
    for context in visit.contexts:
        context.close()
    assert visit.foreign == [], "asked another origin"
    assert visit.errors == [], "the browser reported errors"
