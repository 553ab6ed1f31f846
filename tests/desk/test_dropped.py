"""What the round before asked and this notice does not is answered at the desk, in words."""

import re
from pathlib import Path

import pytest
from command import run_chuding
from desk_client import Clerk

HERE = "/en/notices/lianyungang-city-2026-h2/"
WHY = {"zh": "本次由单位核对。", "en": "The unit now looks at it."}
STATED = """    requirements:
      - kind: assessment
        quote: 单位年度考核均在合格以上
"""
BY_EMPLOYER = """    residual:
      - {zh: 单位核对年度考核。, en: The unit looks at the assessments., quote: 单位年度考核均在合格以上}
"""


@pytest.fixture
def file(register: Path) -> Path:
    """The city's next round: the same words under another day, without one of the conditions."""
    first, later = (register / "lianyungang-city" / f"2026-{half}.yaml" for half in ("h1", "h2"))
    text = first.read_text(encoding="utf-8").replace("issued: 2026-05-09\n", "issued: 2026-05-10\n")
    assert STATED in text
    later.write_text(text.replace(STATED, BY_EMPLOYER), encoding="utf-8")
    received = first.with_suffix(".txt").read_text(encoding="utf-8")
    later.with_suffix(".txt").write_text(received.replace("2026年5月9日", "2026年5月10日"), encoding="utf-8")
    return later


@pytest.fixture
def clerk(file: Path, tmp_path: Path) -> Clerk:
    return Clerk(file.parents[1], tmp_path / "site")


def clean(file: Path) -> bool:
    return run_chuding("check", "--strict", file).returncode == 0


def test_the_question_says_what_the_round_before_asked_and_where(clerk: Clerk) -> None:
    whole = clerk.see(HERE)
    assert "Left to do: open questions" in whole and "nobody has said yet why it is asked no more" in whole
    assert clerk.ask("GET", f"{HERE}next/").headers["location"] == f"{HERE}head/"
    page = clerk.see(f"{HERE}head/")
    assert "(first half of 2026), clause 2.3" in page and "单位年度考核均在合格以上" in page
    assert "dropped.assessment" not in page
    # The other answer: it is asked, and nobody has stated it yet.
    [still] = re.findall(r'href="([^"]*\?new=requirements\.assessment)#add"', page)
    assert still.startswith(f"{HERE}2.3/") and 'name="tag" value="assessment"' in clerk.see(still)


def test_the_reason_in_words_answers_it(clerk: Clerk, file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    assert not clean(file)
    assert clerk.send(f"{HERE}head/", do="entry", tag="assessment", **WHY).status_code == 303
    assert clean(file)
    assert "Nothing is left" in clerk.see(HERE)
    assert WHY["en"] in clerk.see(HERE) and WHY["zh"] in clerk.see(f"{HERE}head/")
    # It stands before the clauses, as a person would write it; without it all is as before.
    text = file.read_text(encoding="utf-8")
    assert re.search(r"\ndropped:\n  assessment:[^-]+\nclauses:\n", text)
    assert clerk.send(f"{HERE}head/", do="drop", tag="assessment").status_code == 303
    assert file.read_text(encoding="utf-8") == before


def test_half_a_reason_stays_a_problem_at_the_same_place(clerk: Clerk, file: Path) -> None:
    clerk.send(f"{HERE}head/", do="entry", tag="assessment", zh=WHY["zh"])
    page = clerk.see(f"{HERE}head/")
    assert WHY["zh"] in page and "Left to do: open questions" in page
    clerk.send(f"{HERE}head/", do="entry", tag="assessment", **WHY)
    assert clean(file)


def test_a_reason_without_need_is_taken_away_where_it_stands(clerk: Clerk, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace(BY_EMPLOYER, STATED)
    file.write_text(text, encoding="utf-8")
    clerk.send(f"{HERE}head/", do="entry", tag="assessment", **WHY)
    assert "no reason is needed" in clerk.see(f"{HERE}head/")
    clerk.send(f"{HERE}head/", do="drop", tag="assessment")
    assert file.read_text(encoding="utf-8") == text and clean(file)


def test_a_reason_for_what_is_no_condition_is_refused(clerk: Clerk, file: Path) -> None:
    before = file.read_bytes()
    assert clerk.send(f"{HERE}head/", do="entry", tag="nothing", **WHY).status_code == 400
    assert file.read_bytes() == before
