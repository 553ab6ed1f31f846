"""The next round of a notice needs a person for what has changed alone: every form that is open needs only a look."""

from pathlib import Path

import pytest
from desk_client import Clerk
from filled_forms import Form, forms_of

from generator.desk.source import Source
from generator.register.load import load

HERE = "/zh/notices/lianyungang-city-2026-h2/"
CHANGES = {
    "2026 年度上半年": "2026 年度下半年", "2026 年上半年": "2026 年下半年", "2026年5月9日": "2026年11月6日",
    "计算到2026年4月30日": "计算到2026年10月31日",
    "网上申报时间：5月11日至5月29日": "网上申报时间：11月9日至11月27日",
    "报送时间：5月11日至6月5日": "报送时间：11月9日至12月4日",
    "一式三份": "一式两份", "0518—85812002": "0518—85812006",
    "毕业学历，在本专业技术岗位见习1年期满": "毕业学历，在本专业技术岗位见习2年期满",
    "不少于5个工作日": "不少于7个工作日",
}  # fmt: skip
"""Six changes, and what the days of a new round entail."""


@pytest.fixture
def clerk(register: Path, tmp_path: Path) -> Clerk:
    """At a desk on which the document of the next round has been dropped."""
    text = (register / "lianyungang-city" / "2026-h1.txt").read_text(encoding="utf-8")
    for old, new in CHANGES.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    clerk = Clerk(register, tmp_path / "site")
    answer = clerk.ask(
        "POST", "/zh/new/",
        data={"jurisdiction": "lianyungang-city", "round": "2026-h2", "like": "lianyungang-city-2026-h1"},
        files={"document": ("2026-h2.txt", text.encode())},
    )  # fmt: skip
    assert answer.headers["location"] == HERE
    return clerk


def asking(page: str) -> Form:
    """The form that a person is at: the first of an entry that is open, else that of the English."""
    sent = [form for form in forms_of(page) if form.value("do") in ("head", "entry", "words")]
    return next((form for form in sent if form.value("do") != "words"), sent[-1])


def test_what_changed_alone_is_asked_and_every_form_stands_as_it_should(clerk: Clerk, register: Path) -> None:
    file = register / "lianyungang-city" / "2026-h2.yaml"
    asked: list[str] = []
    path = clerk.ask("GET", f"{HERE}next/").headers["location"]
    while path != HERE and len(asked) < 20:
        part = path.removeprefix(HERE).strip("/")
        asked.append(part)
        form = asking(clerk.see(path))
        fields: dict[str, list[str]] = {}
        for name, value in form.fields:
            fields.setdefault(name, []).append(value)
        path = clerk.ask("POST", f"{HERE}{part}/", data=fields | {"go": "next"}).headers["location"]
        if "没有待办" in clerk.see(HERE):
            break
    assert asked == ["head", "0.a", "2.1.1", "2.1.1", "2.1.1", "2.1.5", "4.1", "4.4", "4.4", "6.a", "6.c"]
    assert load(register).warnings == ()
    source = Source(file.read_text(encoding="utf-8"))
    requirements = source.at((*source.clauses["2.1.1"], "requirements"))
    assert isinstance(requirements, list) and requirements[1] == {
        "kind": "probation", "months": "24", "quote": "在本专业技术岗位见习2年期满",
    }  # fmt: skip


def test_what_drafting_says_is_in_the_words_of_the_page(clerk: Clerk) -> None:
    chinese, english = clerk.see(f"{HERE}2.1.1/"), clerk.see(f"{HERE}2.1.1/".replace("/zh/", "/en/"))
    assert "上次写的是“在本专业技术岗位见习1年期满”，这次没有；下面填的是从这次的原文读出来的" in chinese
    assert "据连云港市市直2026年上半年（2.1.1）的译文" in chinese
    assert "before it said “在本专业技术岗位见习1年期满”; what is filled in is read from the words now" in english
    for page in (chinese, english):
        assert "no longer in these words" not in page and "months: 12" not in page


def test_the_words_that_differ_from_the_round_before_are_marked(clerk: Clerk, register: Path) -> None:
    source = Source((register / "lianyungang-city" / "2026-h2.yaml").read_text(encoding="utf-8"))
    pages = {part: clerk.see(f"{HERE}{part}/") for part in ("2.1.5", "2.1.4")}
    assert source.at((*source.clauses["2.1.5"], "zh")) == "申报人员资历时间计算到2026年10月31日。"
    changed = "申报人员资历时间计算到2026年<del>4月30</del><ins>10月31</ins>日。"
    assert "与2026年上半年第 2.1.5 条相比：" in pages["2.1.5"] and changed in pages["2.1.5"]
    assert "与2026年上半年第 2.1.4 条一字不差。" in pages["2.1.4"] and "<del>" not in pages["2.1.4"]
