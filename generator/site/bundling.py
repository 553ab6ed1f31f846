"""Bundles the browser's modules: a page loads few files, and a page opened from a file cannot import modules."""

import tempfile
from pathlib import Path, PurePosixPath

from generator.folders import BROWSER, MADE
from generator.pages.renderer import relative
from generator.register.problems import BadInput
from generator.runtime.failures import StepError
from generator.runtime.node import run_node

PLAIN = (
    *(
        "frame/look.js",
        "frame/frame.js",
        "frame/missing.js",
        "frame/embed.js",
        "notices/rounds.js",
        "notices/notice.js",
    ),
    *("compare/table.js", "compare/matrix.js", "search/finder.js"),
)
"""What also runs from a folder on disk, where browsers load no modules."""
MODULES = ("check/check.js", "check/code.js", "compare/chooser.js", "python/selfcheck.js")
"""What runs Python: modules, which are told where its worker lies."""
WORKER_HERE = "{worker}"
"""In the place of the worker's address, until it is known."""
IN_FILE = "file/check_file.js"
"""What runs in the one file."""
PUBLISHED = "assets/browser/"
FOR_OTHERS = f"{PUBLISHED}selfcheck.js"
"""What other pages of the same site import, by this address for good."""
OPTIONS = (
    "--bundle",
    "--charset=utf8",
    "--minify",
    # The file's own worker needs no address of a module.
    "--log-override:empty-import-meta=silent",
)
# Old browsers cannot run Python, but are to read why.
AS_PLAIN = ("--format=iife", "--target=es2017")
AS_MODULE = ("--format=esm", "--target=es2020")


def published_scripts(root: Path, worker: str) -> dict[str, str]:
    """The scripts that pages load, by their names; ``worker``: the site path of the runtime's. Raises BadInput."""
    told = {
        name: text.replace(WORKER_HERE, f"../../../{worker}")
        for name, text in _bundled(root, MODULES, AS_MODULE).items()
    }
    bundled = _bundled(root, PLAIN, AS_PLAIN) | told
    return {PUBLISHED + PurePosixPath(name).name: text for name, text in bundled.items()}


def script_for_others(script: str) -> str:
    """What stands at ``FOR_OTHERS`` in each release: it leads to that release's ``script``, a site path."""
    return f'export * from "{relative(PUBLISHED, script)}";\n'


def bundle_script(root: Path, name: str) -> str:
    """The script that does what the module ``name`` does. Raises BadInput."""
    [script] = _bundled(root, (name,), AS_PLAIN).values()
    return script


def every_script(root: Path) -> dict[str, str]:
    """Module → script, of all that pages and the one file load. Raises BadInput."""
    return _bundled(root, (*PLAIN, IN_FILE), AS_PLAIN) | _bundled(root, MODULES, AS_MODULE)


def _bundled(root: Path, names: tuple[str, ...], form: tuple[str, ...]) -> dict[str, str]:
    """Module → script; an installed project has them made."""
    if MADE.is_dir():
        return {name: (MADE / "scripts" / name).read_text(encoding="utf-8") for name in names}
    entries = [BROWSER / name for name in names]
    with tempfile.TemporaryDirectory() as folder:
        try:
            run_node(
                root, "esbuild/bin/esbuild", *entries, *OPTIONS, *form, f"--outbase={BROWSER}", f"--outdir={folder}"
            )
        except StepError as error:
            raise BadInput([f"{', '.join(entry.name for entry in entries)}: {error}"]) from None
        return {name: (Path(folder) / name).read_text(encoding="utf-8") for name in names}
