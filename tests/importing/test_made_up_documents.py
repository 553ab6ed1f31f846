"""Of made-up documents of every form, exactly what is right is drafted or suggested, and no word is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.converted import pdf_in_columns
from bench.documents import HEAD, LISTS, Case, cases, drafted, written
from generator.importing.drafting import import_document

CASES = [*cases()]
EVERY = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture
def document(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The document of ``case`` in its own form; a browser is started for what is printed alone."""

    def printed(lines: list[str]) -> bytes:
        browser: Browser = request.getfixturevalue("chromium")
        return pdf_in_columns(lines, browser)

    file = tmp_path / case.file
    file.write_bytes(written(case, printed))
    return file


@EVERY
def test_what_is_drafted_and_suggested_is_what_a_reader_sees_in_it(case: Case, document: Path) -> None:
    found = drafted(import_document(document, folder=case.register).yaml)
    assert {field: found[field] for field in (*HEAD, *LISTS)} == case.right


@EVERY
def test_a_condition_is_only_ever_a_comment_below_an_open_decision(case: Case, document: Path) -> None:
    draft = import_document(document, folder=case.register)
    assert not any(found.group == "requirements" for clause in draft.clauses for found in clause.statements)
    for clause in draft.clauses:
        assert clause.open or not clause.suggestions
        assert all(found.quote in clause.zh for found in (*clause.suggestions, *clause.statements))
