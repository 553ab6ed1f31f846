"""Compares Firefox with CPython: ``python bench/firefox.py SITE --count 200``; needs Firefox ESR.

puppeteer-core (``npm ci --prefix bench/firefox``) drives Firefox on the site's page and on the single file, opened from
disk. Prints a line of JSON for each: the version, the milliseconds until Python ran, how many applicants got the same
bytes, where clicking through the main path led, and the faults on the page.
"""

import argparse
import functools
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from applicants import draw_applicants  # noqa: E402
from server import QuietServer, SiteHandler  # noqa: E402

from generator.pages.check import OFFLINE  # noqa: E402
from selfcheck import evaluate_json  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=Path)
    parser.add_argument("--count", type=int, default=200, help="applicants, over all notices of the site")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--firefox", default=shutil.which("firefox-esr") or shutil.which("firefox"))
    options = parser.parse_args()
    if not options.firefox:
        sys.exit("firefox: expected Firefox ESR on PATH, found none")
    texts = [path.read_text(encoding="utf-8") for path in sorted((options.site / "notices").glob("*.json"))]
    notices = {json.loads(text)["id"]: text for text in texts}
    applicants = draw_applicants([json.loads(text) for text in texts], options.count, options.seed)
    questions = [{"notice": a.notice, "answers": a.answers, "today": a.today} for a in applicants]
    expected = [evaluate_json(notices[a.notice], json.dumps(a.answers), a.today) for a in applicants]
    places = {"page": f"{_serve(options.site)}check/", "file": (options.site / OFFLINE).absolute().as_uri()}
    right = True
    for name, address in places.items():
        found = _drive(options.firefox, f"{address}?today=2026-05-20", questions)
        same = sum(firefox == cpython for firefox, cpython in zip(found.pop("verdicts"), expected, strict=True))
        print(json.dumps({"opened": name, **found, "applicants": len(applicants), "same bytes": same}))
        right &= same == len(applicants) and found["clicked"] == "eligible" and not found["faults"]
    sys.exit(0 if right else 1)


def _serve(site: Path) -> str:
    handler = functools.partial(SiteHandler, directory=str(site), prefix="/a/b/", headers_sent={})
    server = QuietServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/a/b/"


def _drive(firefox: str, address: str, questions: list[dict]) -> dict:
    command = ["node", str(ROOT / "bench" / "firefox" / "drive.mjs"), firefox, address]
    done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"drive.mjs failed:\n{done.stderr}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
