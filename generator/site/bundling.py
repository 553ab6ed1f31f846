"""Makes one script of the browser's modules, which a page opened from a file cannot import."""

from pathlib import Path

from generator.register.problems import BadInput
from generator.runtime.failures import StepError
from generator.runtime.node import run_node

OPTIONS = (
    "--bundle",
    "--format=iife",
    "--charset=utf8",
    "--minify",
    # Old browsers cannot run Python, but are to read why.
    "--target=es2017",
    # The file's own worker needs no address of a module.
    "--log-override:empty-import-meta=silent",
)


def bundle_script(root: Path, entry: Path) -> str:
    """The script that does what the module ``entry`` does. Raises BadInput."""
    try:
        return run_node(root, "esbuild/bin/esbuild", entry, *OPTIONS)
    except StepError as error:
        raise BadInput([f"{entry.name}: {error}"]) from None
