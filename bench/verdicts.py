"""Times verdicts against a hand-written chain of ifs, in one run: ``python bench/verdicts.py --count 2000 --seed 1``.

The chain knows the notice of 2026 alone, takes complete answers alone and gives the outcome alone: what the rule module
costs beyond it pays for titles, findings in two languages, materials, windows, partial answers and any notice at all.
The baseline is its median over applicants whom it does not refuse, since a refusal leaves at the first if or so.
Prints a line of JSON for each thing timed: medians in microseconds, and the ratio to the baseline.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # before this folder, where this file bears the package's name

from applicants import draw_applicants  # noqa: E402

from generator.load import load  # noqa: E402
from generator.publish import notice_json  # noqa: E402
from selfcheck import evaluate  # noqa: E402
from selfcheck.answers import ANSWERS  # noqa: E402
from selfcheck.diagram import Diagram  # noqa: E402
from selfcheck.notice import read_notice  # noqa: E402

CITY = "lianyungang-city-2026-h1"
TODAY = "2026-05-20"
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
IMPORT = "import time; start = time.perf_counter(); import selfcheck; print(time.perf_counter() - start)"
MODULES = "import sys; old = set(sys.modules); import selfcheck; print(*sorted(set(sys.modules) - old))"


def if_chain(given: dict) -> str:
    """The outcome by the notice of 2026 of answers that are complete."""
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
    is_open = completion == "completed" and education not in LOWERED
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
    options = parser.parse_args()
    register = load(ROOT / "notices")
    published = {notice.id: notice_json(register, notice) for notice in register.notices}
    drawn = draw_applicants(list(published.values()), options.count * len(published), options.seed)
    given = {name: [applicant.answers for applicant in drawn if applicant.notice == name] for name in published}
    complete = [answers for answers in given[CITY] if _is_complete(answers)]
    _check(published[CITY], complete)
    chain = median_of(if_chain, [answers for answers in complete if if_chain(answers) != "ineligible"])
    _tell("baseline: chain of ifs, 2026, outcome alone, applicants not refused", chain, chain)
    _tell("chain of ifs, all applicants", median_of(if_chain, complete), chain)
    for name, known in published.items():
        for what, microseconds in _of_notice(known, given[name]):
            _tell(f"{name}: {what}", microseconds, chain)
    _tell("import selfcheck, new process", statistics.median(float(_run(IMPORT)) for _ in range(21)) * 1e6, chain)
    print(json.dumps({"modules imported": _run(MODULES).split()}))


def _check(published: dict, complete: list[dict]) -> None:
    """A baseline that is wrong is none."""
    notice = read_notice(published)
    for answers in complete:
        if if_chain(answers) != evaluate(notice, answers, TODAY)["outcome"]:
            sys.exit(f"the chain of ifs and the rules differ on {answers}")


def _of_notice(published: dict, given: list[dict]) -> Iterable[tuple[str, float]]:
    notice = read_notice(published)

    def ask(answers: dict) -> dict:
        return evaluate(notice, answers, TODAY)

    partial = [answers for answers in given if not _is_complete(answers)]
    yield "complete verdict", median_of(ask, [answers for answers in given if _is_complete(answers)])
    yield "partial verdict", median_of(ask, partial)
    yield "partial verdict that asks", median_of(ask, [answers for answers in partial if ask(answers)["next"]])
    yield "nothing answered", median_of(ask, [{}] * 100)
    yield "laying out the diagram, once", median_of(Diagram, [notice] * 20)
    yield "reading the notice, once", median_of(read_notice, [published] * 20)


def median_of(do: Callable, inputs: list) -> float:
    """The median time of ``do`` over ``inputs`` in microseconds, each the best of three."""
    return statistics.median(min(_time(do, each) for _ in range(3)) for each in inputs) * 1e6


def _time(do: Callable, given: object) -> float:
    start = time.perf_counter()
    do(given)
    return time.perf_counter() - start


def _is_complete(answers: dict) -> bool:
    return all(answers.get(key) is not None for key in ANSWERS)


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _tell(what: str, microseconds: float, chain: float) -> None:
    print(json.dumps({"timed": what, "median us": round(microseconds, 2), "ratio": round(microseconds / chain, 1)}))


if __name__ == "__main__":
    main()
