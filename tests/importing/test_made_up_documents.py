"""Of made-up documents of every form, exactly what is right is drafted or suggested, and no word is lost."""

import re
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser
from proof import LONG

from bench.converted import pdf_in_columns
from bench.documents import HEAD, LISTS, REGISTERS, Case, cases, drafted, written
from generator.importing.draft import Draft
from generator.importing.drafting import draft_of, import_document
from generator.importing.reading import read_document
from generator.importing.vocabulary import vocabulary_of
from generator.register.problems import BadInput
from generator.register.values import FactType, read_value, stands_in

pytestmark = LONG

VOCABULARIES = {folder: vocabulary_of(folder) for folder in REGISTERS.values()}


@pytest.fixture(scope="module", params=cases(), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture(scope="module")
def draft(case: Case, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Draft:
    """The draft of ``case`` in its own form, made once; a browser is started for what is printed alone."""

    def printed(lines: list[str]) -> bytes:
        browser: Browser = request.getfixturevalue("chromium")
        return pdf_in_columns(lines, browser)

    file = tmp_path_factory.mktemp("made-up") / case.file
    file.write_bytes(written(case, printed))
    return draft_of(read_document(file), VOCABULARIES[case.register])


def test_what_is_drafted_and_suggested_is_what_a_reader_sees_in_it(case: Case, draft: Draft) -> None:
    found = drafted(draft.yaml)
    assert {field: found[field] for field in (*HEAD, *LISTS)} == {
        field: case.right[field] - case.open[field] for field in (*HEAD, *LISTS)
    }


def test_a_condition_is_only_ever_a_comment_below_an_open_decision(draft: Draft) -> None:
    assert not any(found.group == "requirements" for clause in draft.clauses for found in clause.statements)
    for clause in draft.clauses:
        assert clause.open or not clause.suggestions
        assert all(found.quote in clause.zh for found in (*clause.suggestions, *clause.statements))


def test_every_value_that_is_drafted_stands_in_its_quote(case: Case, draft: Draft) -> None:
    facts = VOCABULARIES[case.register].facts
    for found in (found.fields for clause in draft.clauses for found in clause.statements):
        if found.get("value") not in (None, "true") and found["fact"] in facts:
            kind = cast(FactType, facts[str(found["fact"])])
            assert stands_in(kind, read_value(kind, found["value"]), str(found["quote"])), found
        if "copies" in found:
            assert stands_in("count", int(str(found["copies"])), str(found["quote"])), found


@pytest.mark.parametrize(
    ("name", "content", "way_out"),
    [
        ("notice.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        ("notice.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        ("notice.wps", "关于初定工作的通知".encode(), "save it as .docx"),
        ("notice.ofd", b"OFD", "save it as .pdf"),
        ("notice.jpg", b"\xff\xd8\xff\xe0", "have its text recognised"),
    ],
)
def test_a_file_that_is_not_read_is_refused_with_the_way_out(
    name: str, content: bytes, way_out: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=way_out):
        import_document(tmp_path / name)


def test_a_rule_of_dashes_in_any_text_is_kept_as_received(tmp_path: Path) -> None:
    lines = [
        "关于初定工作的通知",
        "各单位：",
        "一、请执行。",
        "  ------ ------",
        "二、不予受理。",
        "某局",
        "2024年1月2日",
    ]
    text = "\n".join(lines)
    page = "".join(f"<p>{line}</p>" for line in lines)
    for name, content in (("notice.txt", text), ("notice.html", f"<html><body>{page}</body></html>")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert "------" in import_document(tmp_path / name).received


LEFT_TO_A_PERSON = [case for case in cases() if case.open["facts"]]


@pytest.mark.parametrize("case", LEFT_TO_A_PERSON, ids=lambda case: case.name)
def test_a_note_quotes_the_words_of_every_fact_that_is_left_to_a_person(case: Case, tmp_path: Path) -> None:
    file = tmp_path / case.file
    file.write_bytes(written(case, lambda lines: b""))
    draft = draft_of(read_document(file), VOCABULARIES[case.register])
    notes = "\n".join(note for clause in draft.clauses for note in clause.notes)
    for fact in case.open["facts"]:
        name, value, *_ = fact.split(" ")
        days = [re.sub(r"\d{4}-0?(\d+)-0?(\d+)", r"\1月\2日", day) for day in value.split("/") if day]
        assert all(words in notes for words in (days if name in ("window", "cutoff") else [value])), fact
