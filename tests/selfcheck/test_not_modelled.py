"""Every condition of a notice is cited by what a verdict says, or stands in ``not_modelled`` with the reason."""

import re
import shutil
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from partial_answers import CITY, ZONE, as_json, favourable, published, space

from generator.folders import ROOT
from generator.register.conditions import CONDITION, unjudged
from generator.register.load import load
from selfcheck import evaluate
from selfcheck.answers import JsonObject
from selfcheck.cuts import cut_answers
from selfcheck.forms import UNKNOWN
from selfcheck.notice import read_notice

NOTICES = pytest.mark.parametrize("name", [CITY, ZONE])

SILENT = {(CITY, "affiliation", "自由职业专业技术人才")}
"""Requirements that no finding cites: this one admits, for the topic of freelancers, whom its clause admits anyway."""


@cache
def found(name: str) -> frozenset[tuple[str, str, str]]:
    """Rule, clause and quote of every finding, whatever is answered."""
    notice = read_notice(published()[name])
    cuts = {key: cut.values for key, cut in cut_answers(notice).items()}
    seen = set()
    for rule in notice.rules:
        for values in product(*(cuts[key] for key in rule.reads)):
            answers = {**dict.fromkeys(notice.questions), **dict(zip(rule.reads, values, strict=True))}
            for level in notice.levels(answers):
                found = rule(answers, level, notice.opening)
                if found.status != UNKNOWN and found.clause and found.quote is not None:
                    seen.add((rule.id, found.clause, found.quote))
    return frozenset(seen)


@cache
def shown(name: str) -> frozenset[tuple[str, str]]:
    """Clause and quote of every window, material and residual that some verdict shows."""
    known = published()[name]
    said = []
    for key in ("education", "series", "dispatched", "public_post"):
        for value in space(name)[key]:
            answers = {**favourable(name), key: value}
            verdict = evaluate(known, as_json(answers), "2026-05-20")
            said += [(item["clause"], item["key"]) for item in (*verdict["materials"], *verdict["windows"])]
            said += [(item["clause"], item["zh"]) for item in verdict["residual"]]
    stated = [(item["clause"], item["key"], item["quote"]) for item in known["materials"]]
    stated += [(w["clause"], w["key"], w["quote"]) for opening in known["openings"] for w in opening["windows"]]
    stated += [(item["clause"], item["zh"], item["quote"]) for item in known["residual"]]
    assert {(clause, key) for clause, key, _ in stated} == set(said)
    return frozenset((clause, quote) for clause, _, quote in stated)


def cited(name: str) -> set[tuple[str, str]]:
    return {(clause, quote) for _, clause, quote in found(name)} | shown(name)


def places(text: str, quote: str) -> set[int]:
    """Where in ``text`` the characters of ``quote`` stand."""
    starts = [at for at in range(len(text)) if text.startswith(quote, at)]
    return {at + more for at in starts for more in range(len(quote))}


def stated_in(statements: set[tuple[str, str]], clause: JsonObject) -> set[int]:
    return set().union(*(places(clause["zh"], quote) for known, quote in statements if known == clause["id"]))


@NOTICES
def test_every_requirement_is_cited_by_some_finding(name: str) -> None:
    quotes = {(clause, quote) for _, clause, quote in found(name)}
    silent = [r for r in published()[name]["requirements"] if (r["clause"], r["quote"]) not in quotes]
    assert {(name, r["kind"], r["quote"]) for r in silent} == {known for known in SILENT if known[0] == name}


@NOTICES
def test_every_clause_that_lays_down_a_condition_is_cited_or_says_why_not(name: str) -> None:
    listed = {(item["clause"], item["quote"]) for item in published()[name]["not_modelled"]}
    left, read = [], 0
    for clause in published()[name]["clauses"]:
        stated = stated_in(cited(name) | listed, clause)
        for sentence in re.finditer("[^。；]+", clause["zh"]):
            if CONDITION.search(sentence.group()):
                read += 1
                left += [] if stated & set(range(*sentence.span())) else [(clause["id"], sentence.group())]
    assert left == [] and read > 15


@NOTICES
def test_what_is_not_modelled_is_apart_from_what_is_cited_or_a_part_of_it(name: str) -> None:
    texts = {clause["id"]: clause["zh"] for clause in published()[name]["clauses"]}
    for item in published()[name]["not_modelled"]:
        for _, clause, quote in found(name):
            if clause == item["clause"]:
                own, judged = (places(texts[clause], words) for words in (item["quote"], quote))
                assert own < judged or not own & judged, (clause, item["quote"], quote)


def test_a_condition_that_only_facts_record_is_a_warning_at_its_clause(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "notices", tmp_path / "notices")
    file = folder / "lianyungang-etdz" / "2023-h2.yaml"
    text = file.read_text(encoding="utf-8")
    dropped = re.sub(r"(?m)^    not_modelled:\n(?:      .*\n)+?(?=\n  - id: '5'\n)", "", text)
    assert text.count("not_modelled:") == dropped.count("not_modelled:") + 1
    file.write_text(dropped, encoding="utf-8")
    line = 1 + dropped[: dropped.index("    zh: 原件审核后退回")].count("\n")
    where = f"{file}:{line}:9: warning: "
    expected = "expected a requirement, material, residual or not_modelled for each condition of clause 4.a"
    assert [str(warning) for warning in load(folder).warnings] == [
        f'{where}{expected}, found "凡需打印、复印的材料统一使用 A4 纸"',
        f'{where}{expected}, found "原件审核后退回，复印件需盖章，（二） - （六） 项材料按以上顺序简单装订"',
    ]


@pytest.mark.parametrize(
    "sentence",
    ["申报人须在本市缴纳社保", "材料应由单位盖章", "复印件需盖章", "公示不少于5个工作日", "逾期视为放弃", "不得补报"],
)
def test_a_sentence_with_a_word_of_duty_or_refusal_reads_as_a_condition(sentence: str) -> None:
    assert list(unjudged(f"说明如下。{sentence}。", ["说明如下"])) == [sentence]


@pytest.mark.parametrize(
    "sentence", ["申报所需材料", "企业人员无需提供", "取得相应职称", "应届毕业生咨询电话", "应用电子专业"]
)
def test_a_word_that_only_holds_the_character_of_one_does_not(sentence: str) -> None:
    assert list(unjudged(sentence, [])) == []


def test_any_word_that_a_quote_shares_with_the_sentence_judges_it() -> None:
    zh = "复印件需盖章；原件不得涂改。须用A4纸"
    assert list(unjudged(zh, ["盖章；原件"])) == ["须用A4纸"]
