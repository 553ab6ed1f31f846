"""No proof without a sample: whatever runs whole under ``make proof`` alone has a part that every run takes."""

import re

from proof import sizes

from generator.folders import ROOT


def test_a_size_has_a_sample_that_every_run_takes_and_the_whole_that_a_proof_takes() -> None:
    sample, whole = sizes(sample=10, whole=1000)
    assert (sample.values, [mark.name for mark in sample.marks]) == ((10,), [])
    assert (whole.values, [mark.name for mark in whole.marks]) == ((1000,), ["proof"])


def test_nothing_is_marked_as_a_proof_or_left_out_in_another_way() -> None:
    mark = re.compile(r"\bmark\s*\.\s*(proof|skip|skipif|xfail)\b|pytest\.(skip|importorskip)\b")
    found = [file.name for file in sorted((ROOT / "tests").rglob("*.py")) if mark.search(file.read_text("utf-8"))]
    assert found == ["proof.py"]
