"""Changes selfcheck/ in thousands of small ways with mutmut and counts the changes no test notices.

    make mutants ARGS="--sample 700 --seed 1"     a sample; without --sample all, which takes hours
    python bench/mutants.py NAME…                 only these, as `mutmut` names them; in the same environment

Works on a copy in .cache/mutants. mutmut changes only the bodies of functions without a decorator: no property, and no
table outside a function.
Prints a JSON summary, then a diff of each mutant that survived.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from math import sqrt
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / ".cache" / "mutants"
COPIED = ("selfcheck", "generator", "notices", "tests")

TESTS = (
    *("verdicts", "titles", "explanation", "sentences", "bad_input", "other_notices", "partial", "properties"),
    *("any_date", "application", "example_notices"),
)
SLOW = (
    "any_date.py::test_a_later_start_in_the_post_never_helps",
    "any_date.py::test_a_month_is_settled_where_its_days_agree_and_waits_for_the_day_where_they_do_not",
    "any_date.py::test_a_window_is_open_from_its_first_day_to_its_last",
    "any_date.py::test_a_year_of_probation_is_counted_alike_for_any_start_and_any_cut_off",
    "any_date.py::test_an_open_start_in_the_post_waits_where_there_is_probation",
    "any_date.py::test_an_open_start_of_work_waits_where_some_year_would_make_a_difference",
    "any_date.py::test_courses_are_looked_at_from_the_start_of_work_to_the_cut_off",
    "any_date.py::test_days_that_the_notice_gives_in_words_alone_are_quoted_and_never_too_late",
    "any_date.py::test_of_the_start_of_work_the_month_is_enough",
    "any_date.py::test_open_courses_wait_where_some_set_of_years_would_make_a_difference",
    "any_date.py::test_the_year_of_the_education_divides_at_2022",
    "any_date.py::test_time_complete_on_the_first_day_of_a_window_is_met_and_on_a_later_one_left_open",
    "any_date.py::test_where_applications_are_taken_all_year_time_counts_up_to_today",
    "any_date.py::test_with_a_first_day_alone_time_counts_up_to_today_and_no_day_before_the_first",
    "any_date.py::test_with_a_last_day_alone_time_complete_when_the_notice_was_issued_is_met_and_later_left_open",
    "bad_input.py::test_a_notice_damaged_anywhere_is_told_in_one_line_or_still_gives_a_verdict",
    "bad_input.py::test_random_answers_give_a_verdict_or_name_the_first_key_at_fault",
    "bad_input.py::test_random_days_are_read_or_named_as_today",
    "bad_input.py::test_random_values_are_no_notice",
    "bad_input.py::test_random_texts_give_a_verdict_or_one_line",
    "explanation.py::test_each_set_of_changes_leads_to_what_it_says_and_none_of_it_can_be_left_out",
    "explanation.py::test_every_finding_but_an_open_one_quotes_the_words_of_its_clause_in_both_languages",
    "explanation.py::test_the_verdict_in_an_explanation_is_the_verdict",
    "explanation.py::test_whatever_can_be_reached_at_all_is_offered",
    "other_notices.py::test_a_notice_read_once_and_its_published_form_give_the_same_bytes",
    "partial.py::test_a_partial_verdict_is_what_all_completions_say",
    "partial.py::test_nothing_is_asked_of_complete_answers_and_their_outcome_is_settled",
    "partial.py::test_of_questions_that_belong_together_every_partial_answer_is_exact",
    "properties.py::test_a_question_once_idle_is_never_asked_again",
    "properties.py::test_a_question_that_is_not_asked_never_matters_whatever_is_answered",
    "properties.py::test_a_rule_waits_only_while_an_answer_is_open_and_one_more_answer_never_turns_what_it_found",
    "properties.py::test_an_answer_never_turns_a_settled_outcome_into_another",
    "properties.py::test_null_and_the_order_of_answers_are_nothing_to_the_verdict",
    "properties.py::test_values_of_one_class_are_alike_to_every_rule_every_row_and_every_material",
    "titles.py::test_each_title_is_judged_as_if_it_alone_were_applied_for",
    "titles.py::test_the_verdict_is_that_of_the_best_title_and_of_equal_ones_of_the_highest",
)
"""Left out, like test_exhaustive: every survivor would run them all. The whole suite kills more than counted here."""

PLAIN = ["-pno:cacheprovider", "--tb=no", "--no-summary"]

CONFTEST = '''
"""Runs the quickest tests first, and no search for the smallest example: the first failure kills a mutant."""

import json
from pathlib import Path

from hypothesis import Phase, settings

settings.register_profile("mutants", phases=[Phase.explicit, Phase.generate])
settings.load_profile("mutants")


def pytest_collection_modifyitems(items):
    stats = Path("mutmut-stats.json")
    took = json.loads(stats.read_text())["duration_by_test"] if stats.exists() else {}
    items.sort(key=lambda item: took.get(item.nodeid, 0))
'''

# mutmut has no command that only makes the mutants.
MAKE = (
    "import mutmut.__main__ as m; m.set_mutant_under_test('mutant_generation'); m.copy_src_dir();"
    "m.copy_also_copy_files(); m.setup_source_paths(); m.create_mutants(2)"
)
KILLED, SURVIVED, NO_TESTS, TIMEOUT = (1, 3), (0,), (5, 33), (24, -24, 36, 152)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    os.nice(5)
    prepare()
    run("-c", MAKE)
    made = sorted(exit_codes())
    chosen = given.names or (Random(given.seed).sample(made, given.sample) if given.sample else [])
    run("-m", "mutmut", "run", "--max-children", str(given.jobs), *chosen)
    codes = exit_codes()
    found = {name: status_of(codes[name]) for name in chosen or made}
    print(json.dumps(summary(made, found), indent=1))
    for name, status in found.items():
        if status != "killed":
            print(f"\n{status}: {run('-m', 'mutmut', 'show', name)}")


def prepare() -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, COPY / name, ignore=shutil.ignore_patterns("__pycache__"))
    (COPY / "tests" / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    settings = {
        "source_paths": ["selfcheck/"],
        "also_copy": [name for name in COPIED if name != "selfcheck"],
        "pytest_add_cli_args_test_selection": [f"tests/selfcheck/test_{name}.py" for name in TESTS],
        # A summary would quote lone surrogates, which cannot be printed.
        "pytest_add_cli_args": [f"--deselect=tests/selfcheck/test_{test}" for test in SLOW] + PLAIN,
        # Nothing a test caches between calls may predate the mutant.
        "process_isolation": "forkserver",
        "timeout_multiplier": 5,
        "timeout_constant": 4,
    }
    # JSON's strings, numbers and lists are valid TOML.
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    text = "\n".join(["[tool.mutmut]", "use_git_change_detection = false", *lines, "[tool.pytest.ini_options]", ""])
    (COPY / "pyproject.toml").write_text(text, encoding="utf-8")


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=COPY, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)[:200]}: exit {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def exit_codes() -> dict[str, int | None]:
    """mutmut's exit code by mutant; None for those not run."""
    files = (COPY / "mutants" / "selfcheck").glob("*.meta")
    return {name: code for file in files for name, code in json.loads(file.read_text())["exit_code_by_key"].items()}


def status_of(code: int | None) -> str:
    statuses = {"killed": KILLED, "survived": SURVIVED, "no tests": NO_TESTS, "timeout": TIMEOUT, "not run": (None,)}
    return next((status for status, codes in statuses.items() if code in codes), "crashed")


def summary(made: list[str], found: dict[str, str]) -> dict:
    modules = defaultdict(Counter)
    for name, status in found.items():
        modules[name.split(".")[1]][status] += 1
    killed, run = sum(status == "killed" for status in found.values()), len(found)
    return {
        "made": len(made),
        "run": run,
        **Counter(found.values()),
        "killed of run": round(killed / run, 4),
        "interval, 95 %": None if run == len(made) else [round(end, 4) for end in interval(killed, run)],
        "modules": {name: dict(sorted(counted.items())) for name, counted in sorted(modules.items())},
    }


def interval(killed: int, run: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval for a share."""
    share, spread = killed / run, z * z / run
    middle = share + spread / 2
    half = z * sqrt(share * (1 - share) / run + spread / run / 4)
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


if __name__ == "__main__":
    main()
