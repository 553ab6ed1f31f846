"""The register as of an earlier revision of its git repository."""

import io
import os
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path

from generator.register.load import Unfinished, load_finished
from generator.register.notices import Register
from generator.register.problems import BadInput

OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Variables that git sets for its hooks; their paths are not relative to the register's folder."""


def register_at(folder: Path, revision: str) -> tuple[Register, tuple[Unfinished, ...]]:
    """The register in ``folder`` as of ``revision``: its finished notices, and apart from them the unfinished ones,
    with files named as git names them. Raises ``BadInput`` with one line.
    """
    around = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix").decode().splitlines()
    if not around:
        raise BadInput([f"{folder}: expected a register in a git repository for --git, found no repository"])
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}").decode()
    if not commit:
        raise BadInput([f"--git: expected a revision of the repository {around[0]}, found {revision}"])
    prefix = "".join(around[1:])
    # Run at the top: below it, git archives only the part in that folder.
    archive = _git(Path(around[0]), "archive", "--format=tar", f"{commit.strip()}:{prefix}")
    if not archive:
        raise BadInput([f"--git {revision}: expected the register {folder}, found nothing there"])
    with tempfile.TemporaryDirectory(prefix="chuding-") as scratch:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(scratch, filter="data")

        def there(text: str) -> str:
            """``text`` with files named as git names them."""
            inside = text.replace(f"{scratch}/", f"{revision}:{prefix}")
            return inside.replace(scratch, f"{revision}:{prefix.rstrip('/')}")

        try:
            register, unfinished = load_finished(Path(scratch))
            return register, tuple(replace(draft, file=there(draft.file)) for draft in unfinished)
        except BadInput as bad:
            first = there(bad.lines[0])
            more = f" (and {len(bad.lines) - 1} more)" if len(bad.lines) > 1 else ""
            raise BadInput([f"--git {revision}: expected a register that loads, found {first}{more}"]) from None


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints in ``folder``; empty where git fails."""
    env = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except FileNotFoundError:
        raise BadInput(["--git: expected the program git, found none"]) from None
    return done.stdout if done.returncode == 0 else b""
