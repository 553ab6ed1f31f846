"""Rewrites the questions for the rehearsal of the browser's runtime from the register: ``python bench/rehearsal.py``.

The build traces which modules and functions these questions need. Run it again when the form of published notices
changes; with a stale file, the first question fetches more of the runtime but still gets the right answer.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from applicants import draw_applicants  # noqa: E402

from generator.published.publish import publish  # noqa: E402
from generator.register.load import load  # noqa: E402

TARGET = ROOT / "generator" / "runtime" / "rehearsal.json"
UNREAD = {"addressees", "corrections", "facts", "head", "issuer", "not_modelled", "signature"}
"""Parts of a notice the self-check does not read."""


def main() -> None:
    notices = [notice.data for notice in publish(load(ROOT / "notices")).notices]
    applicants = draw_applicants(notices, 60, seed=1)
    ids = [notice["id"] for notice in notices]
    read = [{key: value for key, value in notice.items() if key not in UNREAD} for notice in notices]
    asked = [{"notice": ids.index(one.notice), "answers": one.answers, "today": one.today} for one in applicants]
    lines = [json.dumps(one, ensure_ascii=False) for one in asked]
    text = json.dumps(read, ensure_ascii=False, indent=1)
    TARGET.write_text(f'{{"notices": {text},\n"applicants": [\n{",\n".join(lines)}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
