"""A clerk at the desk: what is open stands at its place, every form writes what a person would, nothing is lost."""

import difflib
import errno
import os
import re
from pathlib import Path

import pytest
from desk_client import Clerk
from proof import LONG

from generator.desk.source import Source
from generator.importing.draft import SUGGESTED
from generator.register.load import load

pytestmark = LONG

NOTICE = "lianyungang-city-2026-h1"
HERE = f"/en/notices/{NOTICE}/"


@pytest.fixture
def file(register: Path) -> Path:
    return register / "lianyungang-city" / "2026-h1.yaml"


@pytest.fixture
def clerk(register: Path, tmp_path: Path) -> Clerk:
    return Clerk(register, tmp_path / "site")


def changed(before: str, after: str) -> list[str]:
    """The lines that differ, with their sign."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_a_finished_notice_opens(clerk: Clerk, language: str) -> None:
    at = f"/{language}/notices/{NOTICE}/"
    assert f'href="{at}"' in clerk.see(f"/{language}/")
    assert "<progress" in clerk.see(at)
    for path in ("head/", "4.3/?edit=materials.0", "4.3/?new=facts.window", "see/", "hand-over/"):
        assert "<h1" in clerk.see(at + path)
    assert 'id="c-2.1.5"' in clerk.see(f"/shown/{'' if language == 'zh' else 'en/'}notices/{NOTICE}/")


def test_every_kind_of_condition_has_a_form_with_each_of_its_parameters(clerk: Clerk, register: Path) -> None:
    for kind in load(register).kinds:
        page = clerk.see(f"{HERE}2.3/?new=requirements.{kind.id}")
        for name in kind.parameters:
            assert re.search(rf'name="{name}(\.[\w.]+)?"', page), (kind.id, name)


def test_whatever_a_clause_can_state_has_its_form_and_that_it_states_nothing_too(clerk: Clerk, file: Path) -> None:
    links = re.findall(rf'href="({HERE}2\.3/\?new=[\w.]+)#add"', clerk.see(f"{HERE}2.3/"))
    shared = load(file.parent.parent)
    kinds = {*(f"facts.{fact.id}" for fact in shared.facts), *(f"requirements.{kind.id}" for kind in shared.kinds)}
    others = {"materials", "residual", "not_modelled", "amends", "corrections", "informs"}
    assert sorted(link.partition("=")[2] for link in links) == sorted(kinds | others)
    for link in links:
        assert 'data-begun>\n  <input type="hidden" name="seen"' in clerk.see(link), link
    why = {"informative.zh": "只是说明。", "informative.en": "It only informs."}
    assert clerk.send(f"{HERE}2.3/?new=informs", do="informs", **why).status_code == 303
    source = Source(file.read_text(encoding="utf-8"))
    assert source.at((*source.clauses["2.3"], "informative")) == {"zh": "只是说明。", "en": "It only informs."}


def test_a_suggestion_that_is_nearly_right_is_confirmed_and_its_form_stands_open(clerk: Clerk, file: Path) -> None:
    text, cutoff = file.read_text(encoding="utf-8"), "    topics: [cutoff]\n"
    suggested = f"    # {SUGGESTED}\n    requirements: TODO\n"
    suggested += "    # - kind: status\n    #   excludes: [retired]\n    #   quote: 申报人员\n"
    assert text.count(cutoff) == 1
    file.write_text(text.replace(cutoff, cutoff + suggested), encoding="utf-8")
    answer = clerk.send(f"{HERE}2.1.5/", do="confirm", group="requirements", number="0", go="change")
    assert answer.status_code == 303 and answer.headers["location"].endswith("/2.1.5/?edit=requirements.0")
    page = clerk.see(answer.headers["location"])
    assert 'name="tag" value="status"' in page
    assert re.search(r'name="excludes" value="retired" checked', page)
    source = Source(file.read_text(encoding="utf-8"))
    assert source.at((*source.clauses["2.1.5"], "requirements", 0, "excludes")) == ["retired"]


def test_a_changed_value_is_in_the_file_at_once_and_nothing_else_is(clerk: Clerk, file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    form = {"do": "entry", "group": "facts", "index": "0", "tag": "cutoff", "value": "2026-04-29"}
    form |= {"quote": "资历时间计算到2026年4月30日"}
    answer = clerk.send(f"{HERE}2.1.5/?edit=facts.0", **form)
    assert answer.status_code == 303
    assert changed(before, file.read_text(encoding="utf-8")) == [
        "-        value: 2026-04-30",
        "+        value: 2026-04-29",
    ]
    assert "the value that the quote" in clerk.see(f"{HERE}2.1.5/").replace("&#34;", '"')
    assert "Left to do: open questions 0, problems 1" in clerk.see(HERE)


def test_a_change_is_taken_back_by_undo(clerk: Clerk, file: Path) -> None:
    before = file.read_bytes()
    clerk.send(f"{HERE}2.3/", do="words", en="Something else altogether.")
    assert file.read_bytes() != before
    assert clerk.ask("POST", f"{HERE}undo/").headers["location"] == f"{HERE}2.3/"
    assert file.read_bytes() == before
    assert clerk.ask("POST", f"{HERE}undo/").headers["location"] == HERE


def test_undo_does_not_write_over_what_an_editor_has_written_since(clerk: Clerk, file: Path) -> None:
    clerk.send(f"{HERE}2.3/", do="words", en="Something else altogether.")
    edited = file.read_text(encoding="utf-8") + "# mine\n"
    file.write_text(edited, encoding="utf-8")
    assert clerk.ask("POST", f"{HERE}undo/").status_code == 409
    assert file.read_text(encoding="utf-8") == edited


def test_two_windows_do_not_write_over_each_other(clerk: Clerk, file: Path) -> None:
    seen = re.search(r'name="seen" value="(\w+)"', clerk.see(f"{HERE}2.3/"))
    assert seen is not None
    clerk.send(f"{HERE}2.3/", do="words", en="The first window.")
    second = {"seen": seen[1], "do": "words", "en": "The second window."}
    answer = clerk.ask("POST", f"{HERE}2.3/", data=second)
    assert answer.status_code == 409
    assert "The second window." in answer.text and "The first window." in answer.text
    assert "The second window." not in file.read_text(encoding="utf-8")
    # What is shown then can be written all the same.
    now = re.search(r'name="seen" value="(\w+)"', answer.text)
    assert now is not None
    assert clerk.ask("POST", f"{HERE}2.3/", data=second | {"seen": now[1]}).status_code == 303
    assert "The second window." in file.read_text(encoding="utf-8")


def test_an_editor_at_another_clause_is_in_nobodys_way(clerk: Clerk, file: Path) -> None:
    seen = re.search(r'name="seen" value="(\w+)"', clerk.see(f"{HERE}2.3/"))
    assert seen is not None
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("en: Scope of initial determination", "en: Scope"), encoding="utf-8")
    answer = clerk.ask("POST", f"{HERE}2.3/", data={"seen": seen[1], "do": "words", "en": "Mine."})
    written = file.read_text(encoding="utf-8")
    assert answer.status_code == 303 and "en: Scope\n" in written and "en: Mine.\n" in written


def test_a_file_that_is_no_yaml_is_shown_as_such(clerk: Clerk, file: Path) -> None:
    file.write_text("title: [", encoding="utf-8")
    page = clerk.see(HERE)
    assert "2026-h1.yaml" in page and ":1:" in page
    assert "cannot be read" in clerk.see("/en/")


@pytest.mark.parametrize(
    "text",
    ["title: [", "", "words", "- a", "[" * 50_000, "a: &a [b]\nc: *a", "a: 1\na: 2", "clauses: [{id: [x]}, y]"],
    ids=["broken", "empty", "text", "list", "deep", "alias", "twice", "odd"],
)
def test_what_an_editor_makes_of_the_file_meanwhile_is_answered_and_stays(clerk: Clerk, file: Path, text: str) -> None:
    seen = re.search(r'name="seen" value="(\w+)"', clerk.see(f"{HERE}2.3/"))
    assert seen is not None
    file.write_text(text, encoding="utf-8")
    answer = clerk.ask("POST", f"{HERE}2.3/", data={"seen": seen[1], "do": "words", "en": "Mine."})
    assert answer.status_code == 409 and file.read_text(encoding="utf-8") == text
    assert all(clerk.ask("GET", path).status_code < 500 for path in ("/en/", HERE, f"{HERE}2.3/"))


def test_a_comment_that_is_no_suggestion_any_more_is_a_comment(clerk: Clerk, file: Path) -> None:
    written = file.read_text(encoding="utf-8").replace("  - id: 2.3\n", f"  # - kind: {'[' * 50_000}\n  - id: 2.3\n")
    file.write_text(written, encoding="utf-8")
    assert "[[[" in written and "2.3" in clerk.see(f"{HERE}2.3/")


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line(
    clerk: Clerk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))

    monkeypatch.setattr("generator.desk.keeping.replace_file", full)
    before = file.read_bytes()
    answer = clerk.send(f"{HERE}2.3/", do="words", en="Mine.")
    assert answer.status_code == 409 and f"{file}: No space left on device" in answer.text
    assert file.read_bytes() == before


def test_a_new_topic_joins_the_registers_and_its_clause_and_undo_takes_both_back(clerk: Clerk, register: Path) -> None:
    topics = register / "topics.yaml"
    before = topics.read_text(encoding="utf-8")
    given = {"topic.zh": "评分表", "topic.en": "Scoring form", "topic.material": "yes"}
    assert clerk.send(f"{HERE}2.3/", do="topic", **given).status_code == 303
    added = changed(before, topics.read_text(encoding="utf-8"))
    assert len(added) == 1 and added[0].startswith("+- {id: material.scoring_form, order: ")
    assert "Scoring form" in clerk.see(f"{HERE}2.3/")
    clerk.ask("POST", f"{HERE}undo/")
    assert topics.read_text(encoding="utf-8") == before
    assert load(register).warnings == ()


def test_a_form_that_is_none_of_the_desks_changes_nothing(clerk: Clerk, file: Path) -> None:
    before = file.read_bytes()
    numbers = [{"do": do, "number": number} for do in ("confirm", "reject") for number in ("-1", "7", "9" * 20, "x")]
    for form in ({"do": "nothing"}, {"do": "entry", "group": "clauses"}, *numbers, {}):
        assert clerk.send(f"{HERE}2.3/", **form).status_code == 400
    assert file.read_bytes() == before


def test_a_clause_takes_the_topic_of_what_it_states(clerk: Clerk, file: Path) -> None:
    form = clerk.see(f"{HERE}2.1.5/?new=facts.fee")
    assert re.search(r'<option value="notes"', form)
    fee = {"do": "entry", "group": "facts", "tag": "fee", "value": "0", "topic": "notes", "quote": "2026年4月30日"}
    assert clerk.send(f"{HERE}2.1.5/", **fee).status_code == 303
    assert "    topics: [cutoff, notes]\n" in file.read_text(encoding="utf-8")


def test_chinese_that_nobody_has_translated_is_marked_as_such_on_an_english_page(clerk: Clerk, file: Path) -> None:
    assert re.search(r'<p class="cd-left__title" lang="en">', clerk.see(HERE))
    text = file.read_text(encoding="utf-8")
    english = re.search(r"\n  en: .*", text)
    assert english is not None
    file.write_text(text.replace(english[0], "\n  en: TODO", 1), encoding="utf-8")
    assert re.search(r'<p class="cd-left__title" lang="zh-CN">', clerk.see(HERE))
    assert re.search(r'<th scope="row" lang="zh-CN">', clerk.see("/en/"))
