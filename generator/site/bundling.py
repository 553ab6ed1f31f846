"""Bundles the browser's modules: a page loads few files, and a page opened from a file cannot import modules."""

import tempfile
from pathlib import Path

from generator.folders import BROWSER
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
"""What runs Python: modules, which the worker stands beside."""
PUBLISHED = "assets/browser/"
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


def published_scripts(root: Path) -> dict[str, str]:
    """Site path → script, of all that pages load. Raises BadInput."""
    return _bundles(root, PLAIN, AS_PLAIN) | _bundles(root, MODULES, AS_MODULE)


def bundle_script(root: Path, name: str) -> str:
    """The script that does what the module ``name`` does. Raises BadInput."""
    [script] = _bundles(root, (name,), AS_PLAIN).values()
    return script


def _bundles(root: Path, names: tuple[str, ...], form: tuple[str, ...]) -> dict[str, str]:
    entries = [BROWSER / name for name in names]
    with tempfile.TemporaryDirectory() as folder:
        try:
            run_node(
                root, "esbuild/bin/esbuild", *entries, *OPTIONS, *form, f"--outbase={BROWSER}", f"--outdir={folder}"
            )
        except StepError as error:
            raise BadInput([f"{', '.join(entry.name for entry in entries)}: {error}"]) from None
        return {
            PUBLISHED + entry.name: (Path(folder) / name).read_text("utf-8")
            for entry, name in zip(entries, names, strict=True)
        }
