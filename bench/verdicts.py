"""Times verdicts against a handwritten chain of ifs, in one run: ``python bench/verdicts.py --count 2000 --seed 1``.

The chain covers only the notice of 2026, takes only complete answers and gives only the outcome. What the rules cost
beyond it pays for titles, findings in two languages, materials, windows, partial answers and any other notice.
The baseline is the chain's median over applicants it does not refuse, since a refusal ends after an if or two.
``--pyodide`` also times stock Pyodide under Node.
Prints a line of JSON for each thing timed: medians in microseconds and the ratio to the baseline.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # before this folder, where this file bears the package's name

from applicants import draw_applicants  # noqa: E402
from timed import TODAY, is_complete, median_of  # noqa: E402

from bootstrap import find_node  # noqa: E402
from generator.published.publish import publish  # noqa: E402
from generator.register.load import load  # noqa: E402
from selfcheck import evaluate  # noqa: E402
from selfcheck.notice import read_notice  # noqa: E402

CITY = "lianyungang-city-2026-h1"
CUTOFF = date(2026, 4, 30)
EXAMINED = {
    "economics", "accounting", "statistics", "audit", "health", "shipping", "translation", "publishing", "telecom",
}  # fmt: skip
WITH_ACCESS = {"journalism", "broadcasting", "lawyer", "notary"}
COUNTED = {
    "technical_intermediate": "secondary_vocational", "technical_senior": "junior_college",
    "technical_preparatory": "bachelor",
}  # fmt: skip
LOWERED = {"bachelor": "junior_college", "junior_college": "secondary_vocational"}
WITHOUT_PROBATION = {"second_bachelor", "master", "doctor"}


def if_chain(given: dict) -> str:
    """The outcome of complete answers by the notice of 2026."""
    place, origin, series = given["affiliation"], given["origin"], given["series"]
    if place == "elsewhere" or (origin == "mainland" and place not in ("city-unit", "city-agency")):
        return "ineligible"
    if place == "city-unit" and origin == "mainland" and not given["contract"]:
        return "ineligible"
    if given["status"] != "working" or given["sanctioned"] or not given["assessments"]:
        return "ineligible"
    if origin == "foreign" and given["foreign_document"] == "none":
        return "ineligible"
    if series in EXAMINED or (series in WITH_ACCESS and not given["access_qualification"]):
        return "ineligible"
    education, completion = given["education"], given["completion"]
    if given["school"] == "party_other" or completion == "certificate" or education in ("below", "high_school"):
        return "ineligible"
    counted = COUNTED.get(education, education)
    is_open = education == "graduate_class" or (completion == "completed" and education not in LOWERED)
    if completion == "completed" and not is_open:
        counted = LOWERED[education]
    if series == "archives" and not is_open and counted != "doctor":
        return "ineligible"
    first = date.fromisoformat(given["working_since"]).year
    courses = set(given["courses"])
    if any(year not in courses for year in range(first, CUTOFF.year)):
        return "ineligible"
    if is_open or series in ("software", "other") or given["school"] == "overseas":
        return "refer"
    if first <= CUTOFF.year and CUTOFF.year not in courses:
        return "refer"
    if counted in WITHOUT_PROBATION:
        return "eligible"
    since = date.fromisoformat(given["post_since"])
    leap = since.month == 2 and since.day == 29
    complete = since.replace(year=since.year + 1, day=28 if leap else since.day)
    if complete <= CUTOFF:
        return "eligible"
    return "refer" if complete - timedelta(days=1) == CUTOFF else "not_yet"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=2000, help="applicants a notice, a third of them partial")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--imports", type=int, default=11, help="new processes to time the import in")
    parser.add_argument("--pyodide", action="store_true", help="time it in stock Pyodide as well")
    options = parser.parse_args()
    published = {notice.id: notice.data for notice in publish(load(ROOT / "notices")).notices}
    drawn = draw_applicants(list(published.values()), options.count * len(published), options.seed)
    given = {name: [applicant.answers for applicant in drawn if applicant.notice == name] for name in published}
    chain = _time_chain(published[CITY], [answers for answers in given[CITY] if is_complete(published[CITY], answers)])
    questions = json.dumps([[known, given[name]] for name, known in published.items()])
    pythons = [[sys.executable], *([_in_pyodide()] if options.pyodide else [])]
    here, *there = [_time_by(python, questions, list(published), options.imports) for python in pythons]
    for what, microseconds in here.items():
        _show(what, microseconds, chain, *(timed[what] for timed in there))


def _time_chain(published: dict, complete: list[dict]) -> float:
    """The baseline; exits if the chain gives a wrong outcome."""
    notice = read_notice(published)
    for answers in complete:
        if if_chain(answers) != evaluate(notice, answers, TODAY)["outcome"]:
            sys.exit(f"the chain of ifs and the rules differ on {answers}")
    chain = median_of(if_chain, [answers for answers in complete if if_chain(answers) != "ineligible"])
    _show("baseline: chain of ifs, 2026, outcome alone, applicants not refused", chain, chain)
    _show("chain of ifs, all applicants", median_of(if_chain, complete), chain)
    return chain


def _in_pyodide() -> list[str]:
    """The command to run in place of ``python``."""
    found = find_node()
    if found is None:
        sys.exit("no Node.js: run `make test`")
    return [str(found[0]), str(BENCH / "in_pyodide.mjs")]


def _time_by(python: list[str], questions: str, names: list[str], processes: int) -> dict[str, float]:
    """The results of ``timed.py`` and ``timed_import.py`` under ``python``."""
    lines = _run([*python, str(BENCH / "timed.py")], questions)
    timed = {f"{name}: {what}": time for name, line in zip(names, lines, strict=True) for what, time in line.items()}
    imports = [_run([*python, str(BENCH / "timed_import.py")], "")[0] for _ in range(processes)]
    brought = [line.pop("brought") for line in imports]
    print(json.dumps({"modules imported": brought[0], "by": Path(python[0]).name}))
    return timed | {what: statistics.median(line[what] for line in imports) for what in imports[0]}


def _run(command: list[str], questions: str) -> list[dict]:
    # Without byte code, every import would compile.
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(command, input=questions, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _show(what: str, microseconds: float, chain: float, in_pyodide: float | None = None) -> None:
    line = {"timed": what, "median us": round(microseconds, 2), "ratio": round(microseconds / chain, 1)}
    if in_pyodide is not None:
        line |= {"Pyodide us": round(in_pyodide, 2), "Pyodide / CPython": round(in_pyodide / microseconds, 2)}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
