"""What a page was found to be, kept as text under ``tests/cases/``; ``make looks`` writes it anew, for the diff.

Text and not pictures: a picture is another one wherever other fonts are installed, and a changed pixel names nothing.
"""

import os
from pathlib import Path

CASES = Path(__file__).resolve().parent / "cases"
RENEW = "CHUDING_RENEW"
"""The variable of the environment under which what is found replaces what is kept."""


def expect_kept(name: str, found: str) -> None:
    """The text found is the one in the file ``name`` below the cases."""
    file = CASES / name
    if os.environ.get(RENEW):
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{found}\n", encoding="utf-8")
    assert f"{found}\n" == file.read_text(encoding="utf-8"), f"{name}: is the change meant? then `make looks`"
