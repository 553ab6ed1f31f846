"""A fault in a template is told in one line, as one in the data is: when it is built, and in a preview."""

from pathlib import Path

import pytest
from asgi import ask

from generator.pages.templates import environment
from generator.preview.app import application
from generator.preview.edition import Preview
from generator.register.load import load
from generator.register.problems import BadInput


@pytest.mark.parametrize(
    "written, said",
    [
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{{ nothing.at.all }}", "'nothing' is undefined"),
        ("{{ 1 | unheard }}", "No filter named 'unheard'."),
        ("{% include 'none.html' %}", "'none.html' not found in search path: "),
    ],
)
def test_a_fault_is_told_with_the_file_and_the_line_in_which_it_stands(tmp_path: Path, written: str, said: str) -> None:
    inner = tmp_path / "inner.html"
    inner.write_text(f"<p>\n{written}\n", encoding="utf-8")
    (tmp_path / "outer.html").write_text("{% include 'inner.html' %}", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        environment(tmp_path).get_template("outer.html").render()
    [line] = refused.value.lines
    assert line.startswith(f"{inner}:2: {said}")


def test_a_preview_shows_what_the_project_itself_fails_by_and_goes_on(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("check.lead")

    preview = Preview(register, lambda: load(register))
    monkeypatch.setattr("generator.preview.edition.site_contents", fails)
    failed = ask(application(preview), "GET", "http://preview/")
    assert failed.status_code == 500 and "KeyError: &#39;check.lead&#39;" in failed.text
    monkeypatch.undo()
    assert ask(application(preview), "GET", "http://preview/easy/").status_code == 200
