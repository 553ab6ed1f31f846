"""What differs between the two notices, by topic and by value, and whom it affects."""

from typing import Any

import pytest

from generator.comparing.comparisons import Comparisons
from generator.comparison.impact import impact
from generator.comparison.rows import Comparison, Row
from generator.comparison.wording import Wording
from generator.folders import ROOT
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words

PUBLICATION = publish(load(ROOT / "notices"))
COMPARISONS = Comparisons(PUBLICATION, load_words(ROOT / "site_src" / "words"))
CITY, ZONE = (PUBLICATION.by_id[known] for known in ("lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"))


@pytest.fixture(scope="module")
def changes() -> Comparison:
    return COMPARISONS.between(ZONE, CITY)


def row(comparison: Comparison, topic: str) -> Row:
    return next(found for found in comparison.rows if found.topic == topic)


def facts(comparison: Comparison, topic: str) -> dict[str, tuple[Any, ...]]:
    return {fact.fact: (fact.a, fact.b) for fact in row(comparison, topic).facts}


def test_the_copies_of_the_form_go_from_two_to_three(changes: Comparison) -> None:
    form = row(changes, "material.application_form")
    assert (form.change, form.moved) == ("value", False)
    assert facts(changes, "material.application_form") == {"copies": (2, 3)}


def test_the_cut_off_moves_in_date_and_place(changes: Comparison) -> None:
    assert facts(changes, "cutoff") == {"cutoff": ("2023-11-30", "2026-04-30")}
    assert row(changes, "cutoff").moved


def test_software_is_no_longer_named_among_the_examined_series(changes: Comparison) -> None:
    old, new = facts(changes, "exclusion.series")["excluded_series"]
    assert set(old) - set(new) == {"software"} and set(new) <= set(old)


def test_sanctions_are_stated_only_in_2026_and_the_cohort_only_in_2023(changes: Comparison) -> None:
    assert row(changes, "exclusion.sanction").change == "added"
    assert row(changes, "cohort").change == "absent"
    assert row(changes, "material.id_card").change == "absent"


def test_a_paragraph_that_differs_in_words_alone_is_a_matter_of_wording(changes: Comparison) -> None:
    assert row(changes, "level.bachelor").change == "same"
    assert row(changes, "recognition.certificate").change == "wording"


def test_year_and_jurisdiction_both_differ_so_neither_is_the_cause(changes: Comparison) -> None:
    assert changes.confounded
    assert not COMPARISONS.between(CITY, CITY).confounded


def test_rows_stand_in_the_order_of_the_topics(changes: Comparison) -> None:
    order = {topic.id: topic.order for topic in PUBLICATION.topics}
    places = [order[found.topic] for found in changes.rows]
    assert places == sorted(places)


def test_impact_names_who_gains_and_who_loses(changes: Comparison) -> None:
    effects = {tuple(map(str, effect.answers.values())): effect for effect in impact(changes.a, changes.b)}
    lost = effects["etdz-unit", "mainland"]
    assert (lost.effect, lost.a, lost.b, lost.because) == ("lost", "eligible", "ineligible", ("affiliation",))
    assert effects["city-unit",].effect == "gained"
    assert effects["True",].effect == "lost"
    assert effects["high_school",].b == "ineligible"


def test_when_an_item_may_be_left_out_is_a_difference(changes: Comparison) -> None:
    assert facts(changes, "material.contract")["waivable"] == (None, True)


def test_a_window_is_named_by_its_topic(changes: Comparison) -> None:
    said = Wording(changes, COMPARISONS.vocabulary, COMPARISONS.words, "en").row(row(changes, "window.paper"))
    assert said.startswith("Period for submitting paper materials: 20 November 2023 to 8 December 2023 → 11 May 2026")


APART = {
    "scope.units": ["甲与“自由职业者”同在一处（一（一）），乙分开规定。"],
    "scope.freelance": ["甲与“企事业单位人员”同在一处（一（一）），乙分开规定。"],
    "material.application_form": [
        "甲与“申报表鉴定意见”同在一处（四（一）），乙分开规定。",
        "乙与“纸张”同在一处（四（一）），甲分开规定。",
    ],
    "form.printing": [
        "甲与“申报表鉴定意见”同在一处（四（一）），乙分开规定。",
        "乙与“纸张”同在一处（四（一）），甲分开规定。",
    ],
    "form.appraisal": ["甲与“申报表”、“申报表打印装订”同在一处（四（一）），乙分开规定。"],
    "material.contract": ["甲与“劳务派遣人员工作证明”同在一处（四（六）），乙分开规定。"],
    "material.dispatch_proof": ["甲与“劳动合同”同在一处（四（六）），乙分开规定。"],
    "materials.paper": [
        "甲与“材料退还”同在一处（第四部分第1段），乙分开规定。",
        "乙与“申报表”、“申报表打印装订”同在一处（四（一）），甲分开规定。",
    ],
    "materials.return": ["甲与“纸张”同在一处（第四部分第1段），乙分开规定。"],
    "contact.address": ["甲与“电话”同在一处（五（二）），乙分开规定。"],
    "contact.phone": ["甲与“地址”同在一处（五（二）），乙分开规定。"],
}
"""By hand, from the notices: the zone's windows, rest days and late applications stand together in the city's, too."""


def test_topics_are_said_to_stand_apart_where_one_notice_parts_them(changes: Comparison) -> None:
    said = Wording(changes, COMPARISONS.vocabulary, COMPARISONS.words, "zh")
    assert {row.topic: apart for row in changes.rows if (apart := said.apart(row))} == APART
