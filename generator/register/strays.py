"""What lies in a register's folder and would be passed over, or leads out of it."""

from collections.abc import Collection, Iterator
from pathlib import Path

from generator.register.problems import Problem, shown

ENDINGS = (".yaml", ".yml")
MOST_DEPTH = 8


def links_out(folder: Path) -> Iterator[Problem]:
    """Links to what is not in the register: whoever reads its files would not see that text."""
    home = folder.resolve()
    for path in _entries(folder):
        if path.is_symlink() and not path.resolve().is_relative_to(home):
            found = f"a link to {path.readlink()}"
            yield Problem(str(path), 1, 1, "a file or a folder of the register's own", shown(found))


def strays(folder: Path, vocabularies: Collection[str]) -> Iterator[Problem]:
    """Files in YAML that are neither a vocabulary, nor a kind, nor a notice, by their name or place."""
    for path in _entries(folder):
        if path.suffix.lower() not in ENDINGS or path.is_dir():
            continue
        if path.suffix != ".yaml":
            yield Problem(str(path), 1, 1, "a name that ends in .yaml", shown(path.name))
        elif path.parent == folder and path.stem not in vocabularies:
            expected = f"a notice as <jurisdiction>/<round>.yaml, or one of {', '.join(vocabularies)}"
            yield Problem(str(path), 1, 1, expected, shown(path.name))
        elif len(path.relative_to(folder).parts) > 2:
            expected = "a notice as <jurisdiction>/<round>.yaml, no deeper"
            yield Problem(str(path), 1, 1, expected, shown(path.relative_to(folder)))


def _entries(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Everything in the folder, hidden names apart; no link to a folder is followed."""
    try:
        listed = sorted(folder.iterdir())
    except OSError:
        # Whoever reads the folder tells of it.
        return
    for path in listed:
        if not path.name.startswith("."):
            yield path
            if path.is_dir() and not path.is_symlink() and depth < MOST_DEPTH:
                yield from _entries(path, depth + 1)
