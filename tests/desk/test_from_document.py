"""From a Word file to a notice that can be published, with the desk alone: every decision is a form's."""

import re
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
from desk_client import Clerk
from filled_forms import forms_of
from proof import sizes

from generator.desk.source import Source
from generator.folders import ROOT
from generator.register.load import load
from generator.register.places import Place, read_yaml

EXAMPLE = ROOT / "tests" / "cases" / "registers" / "example"
AREA, ROUND, LIKE = "example-south", "2026", "example-north-2025"
HERE = f"/zh/notices/{AREA}-{ROUND}/"
GROUPS = ("facts", "materials", "requirements", "residual", "not_modelled")


def sent(entry: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """The fields of a form that states ``entry``."""
    fields: dict[str, Any] = {}
    for name, value in entry.items():
        if name == "value" and "/" in str(value):
            fields["value.opens"], _, fields["value.closes"] = str(value).partition("/")
        elif name == "value" and value in ("all_year", "unclear"):
            fields["value.without"] = value
        elif isinstance(value, dict):
            fields |= sent(value, f"{prefix}{name}.")
        else:
            fields[prefix + name] = value
    return fields


class Decided:
    """A clerk who knows the notice by heart: what it states, clause by clause, and its English."""

    def __init__(self, clerk: Clerk, file: Path) -> None:
        self.clerk, self.file = clerk, file

    @property
    def source(self) -> Source:
        return Source(self.file.read_text(encoding="utf-8"))

    def send(self, part: str, **fields: Any) -> None:
        answer = self.clerk.send(f"{HERE}{part}/", **fields)
        assert answer.status_code == 303, (part, fields, answer.text)

    def decide(self, clause: dict[str, Any]) -> None:
        """Makes the clause state what it does: takes away what it does not, confirms, changes and adds the rest."""
        part = clause["id"]
        at = self.source.clauses[part]
        while suggestions := self.source.suggestions(at):
            right = suggestions[0].fields in clause.get("requirements", [])
            self.send(part, do="confirm" if right else "reject", number="0")
        words = {"topics": clause["topics"], "en": clause["en"]}
        if words != {name: self.source.at((*at, name)) for name in words}:
            self.send(part, do="words", **words)
        for group in GROUPS:
            wanted = clause.get(group, [])
            tags = [tag_of(entry) for entry in wanted]
            for index in reversed(range(len(self.listed(at, group)))):
                there = self.listed(at, group)[index]
                if there not in wanted and (tag_of(there) not in tags or there in self.listed(at, group)[:index]):
                    self.send(part, do="drop", group=group, index=str(index))
            for entry in (entry for entry in wanted if entry not in self.listed(at, group)):
                others = [each if each not in wanted else {} for each in self.listed(at, group)]
                same = next((str(n) for n, each in enumerate(others) if each and tag_of(each) == tag_of(entry)), "")
                self.send(part, do="entry", group=group, tag=tag_of(entry), index=same, **sent(entry))
            for index in reversed(range(len(self.listed(at, group)))):
                if self.listed(at, group)[index] not in wanted:
                    self.send(part, do="drop", group=group, index=str(index))
        if "informative" in clause and self.source.at((*at, "informative")) != clause["informative"]:
            self.send(part, do="informs", **sent({"informative": clause["informative"]}))
        if self.source.at((*at, "requirements")) == "TODO":
            self.send(part, do="settled")

    def listed(self, at: Place, group: str) -> list[Any]:
        """The entries of a clause as the file now has them."""
        there = self.source.at((*at, group))
        return there if isinstance(there, list) else []


def tag_of(entry: dict[str, Any]) -> str:
    """Which form an entry has."""
    return str(entry.get("kind") or entry.get("fact") or "")


def stated(clause: Any) -> dict[str, Any]:
    """What a clause states, in whatever order."""
    return {key: sorted(value, key=str) if isinstance(value, list) else value for key, value in clause.items()}


@pytest.fixture
def known() -> dict[str, Any]:
    """What the example's own file says of the notice."""
    content, _ = read_yaml(EXAMPLE / AREA / f"{ROUND}.yaml", ROUND)
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize("most", sizes(sample=6, whole=99))
def test_a_word_file_becomes_a_clean_notice_with_the_desk_alone(
    tmp_path: Path, known: dict[str, Any], most: int
) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "notices", ignore=shutil.ignore_patterns(AREA))
    document = docx.Document()
    for line in (EXAMPLE / AREA / f"{ROUND}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip():
            document.add_paragraph(line.strip())
    document.save(str(tmp_path / "south.docx"))
    clerk = Clerk(folder, tmp_path / "site")
    answer = clerk.ask(
        "POST", "/zh/new/", data={"jurisdiction": AREA, "round": ROUND, "like": LIKE},
        files={"document": ("south.docx", (tmp_path / "south.docx").read_bytes())},
    )  # fmt: skip
    assert answer.status_code == 303 and answer.headers["location"] == HERE
    assert re.search(r"还有 \d+ 处待定", clerk.see(HERE))
    decided = Decided(clerk, folder / AREA / f"{ROUND}.yaml")
    head = {name: known[name] for name in ("title", "addressees", "issuer", "issued")}
    rounds = {f"rounds.{n}.{key}": value for n, each in enumerate(known["rounds"]) for key, value in each.items()}
    decided.send("head", do="head", **sent(head), **rounds)
    # Which round a day is of is proposed by what the notice calls its rounds.
    assert re.search('<option value="2026-q1" selected>', clerk.see(f"{HERE}3.1/"))
    # What the notice may be on is one click: by its own words, and by clauses like it.
    topics = clerk.see(f"{HERE}2.2/").partition("可能是")[2].partition("</fieldset>")[0]
    assert '<input type="checkbox" name="topics" value="points">' in topics
    clauses = known["clauses"][:most]
    for clause in clauses:
        decided.decide(clause)
    assert [stated(each) for each in clauses] == [stated(each) for each in decided.listed((), "clauses")[:most]]
    if len(clauses) < most:
        assert "没有待办" in clerk.see(HERE)
        assert load(folder).warnings == ()
        assert 'id="c-2.1.5"' in clerk.see(f"/shown/notices/{AREA}-{ROUND}/")


def test_a_fact_that_is_offered_is_confirmed_and_what_it_lacks_is_proposed(
    tmp_path: Path, known: dict[str, Any]
) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "notices", ignore=shutil.ignore_patterns(AREA))
    clerk = Clerk(folder, tmp_path / "site")
    document = (EXAMPLE / AREA / f"{ROUND}.txt").read_bytes()
    given = {"jurisdiction": AREA, "round": ROUND, "like": "last"}
    answer = clerk.ask("POST", "/zh/new/", data=given, files={"document": ("south.txt", document)})
    assert answer.headers["location"] == HERE
    decided = Decided(clerk, folder / AREA / f"{ROUND}.yaml")
    rounds = {f"rounds.{n}.{key}": value for n, each in enumerate(known["rounds"]) for key, value in each.items()}
    head = {name: known[name] for name in ("title", "addressees", "issuer", "issued")}
    decided.send("head", do="head", **sent(head), **rounds)
    for part in ("3.1", "3.2"):
        assert "单位审核时间为" in clerk.see(f"{HERE}{part}/").partition("请确认")[2].partition("这一条写明了什么")[0]
        answer = clerk.send(f"{HERE}{part}/", do="confirm", group="facts", number="0", go="change")
        assert answer.headers["location"] == f"{HERE}{part}/?edit=facts.2"
        [review] = [
            form for form in forms_of(clerk.see(answer.headers["location"])) if ("index", "2") in form.fields
            and form.value("do") == "entry"
        ]  # fmt: skip
        # The round by the clause's words; the English as soon as it has been written once.
        assert review.value("round") == {"3.1": "2026-q1", "3.2": "2026-q2"}[part]
        assert review.value("who.en") == {"3.1": "", "3.2": "employing units"}[part]
        fields = dict(review.fields) | {"who.en": "employing units"}
        assert clerk.ask("POST", f"{HERE}{part}/", data=fields).status_code == 303
        at = decided.source.clauses[part]
        window = next(each for each in decided.listed(at, "facts") if each.get("topic") == "window.review")
        assert window in next(each for each in known["clauses"] if each["id"] == part)["facts"]
        assert not decided.source.suggestions(at)
