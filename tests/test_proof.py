"""No proof without a sample: whatever runs whole under ``make proof`` alone has a part that every run takes."""

import re

from proof import drawn, sizes

from generator.folders import ROOT


def test_a_size_has_a_sample_that_every_run_takes_and_the_whole_that_a_proof_takes() -> None:
    sample, whole = sizes(sample=10, whole=1000)
    assert (sample.values, [mark.name for mark in sample.marks]) == ((10,), [])
    assert (whole.values, [mark.name for mark in whole.marks]) == ((1000,), ["proof"])


TESTS = {
    *(f"tests/test_much.py::test_{number}" for number in range(13)),
    *(f"tests/test_much.py::test_cases[{number}]" for number in range(4)),
    "tests/test_one.py::test_alone",
}


def test_of_long_tests_a_part_is_drawn_of_each_module_and_of_the_cases_of_each_test() -> None:
    taken = drawn(TESTS, "97a46c9")
    assert sorted(test.split("[")[0].rstrip("0123456789") for test in taken) == [
        *["tests/test_much.py::test_"] * 3,
        "tests/test_much.py::test_cases",
        "tests/test_one.py::test_alone",
    ]


def test_the_same_seed_draws_the_same_tests_and_many_seeds_draw_all() -> None:
    assert drawn(TESTS, "97a46c9") == drawn(sorted(TESTS), "97a46c9")
    assert set().union(*(drawn(TESTS, str(seed)) for seed in range(100))) == TESTS


def test_nothing_is_marked_as_a_proof_or_left_out_in_another_way() -> None:
    mark = re.compile(r"\bmark\s*\.\s*(proof|long|skip|skipif|xfail)\b|pytest\.(skip|importorskip)\b")
    found = [file.name for file in sorted((ROOT / "tests").rglob("*.py")) if mark.search(file.read_text("utf-8"))]
    assert found == ["proof.py"]
