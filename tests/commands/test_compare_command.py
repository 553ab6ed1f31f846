"""``chuding compare`` as staff use it: at a terminal, through a pipe, and into files that leave the site."""

import csv
import io
import json
import os
import pty
import re
import select
import subprocess
import zipfile
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pypdfium2
import pytest
from browser import Visit
from command import CHUDING, run_chuding
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet
from proof import LONG
from rich.cells import cell_len

from generator.commands.main import main
from generator.folders import ROOT
from selfcheck.answers import JsonObject

pytestmark = LONG

PAIR = ("lianyungang-etdz-2023-h2", "lianyungang-city-2026-h1")
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    """Standard output as a program finds it that a terminal shows."""

    def isatty(self) -> bool:
        return True


def seen_from(columns: int, **more: str) -> dict[str, str]:
    """The environment of a terminal of so many columns."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    return {**inherited, "COLUMNS": str(columns), "TERM": "xterm", "PYTHONUTF8": "1", **more}


@cache
def at_terminal(*arguments: str, columns: int, **more: str) -> str:
    """What a terminal of so many columns is sent."""
    with (
        patch.dict(os.environ, seen_from(columns, **more), clear=True),
        redirect_stdout(Terminal()) as sent,
        pytest.raises(SystemExit) as ended,
    ):
        main(arguments, prog_name="chuding")
    assert ended.value.code == 0
    return sent.getvalue()


def at_real_terminal(*arguments: str, columns: int) -> str:
    """The same of a process and a terminal of the system."""
    reader, terminal = pty.openpty()
    env = seen_from(columns)
    started = subprocess.Popen([*CHUDING, *arguments], cwd=ROOT, env=env, stdout=terminal, stderr=subprocess.PIPE)
    os.close(terminal)
    sent = b""
    while select.select([reader], [], [], 60)[0]:
        try:
            sent += os.read(reader, 65536)
        except OSError:  # the terminal's other end is closed
            break
    os.close(reader)
    _, told = started.communicate()
    assert (started.returncode, told) == (0, b"")
    return sent.decode().replace("\r\n", "\n")


@cache
def as_data() -> JsonObject:
    data: JsonObject = json.loads(run_chuding("compare", *PAIR, "--format", "json").stdout)
    return data


def rows_as_data() -> list[JsonObject]:
    rows: list[JsonObject] = as_data()["rows"]
    return rows


def plain(sent: str) -> str:
    return ESCAPE.sub("", sent)


# At a terminal


def test_a_terminal_of_the_system_is_sent_the_same() -> None:
    arguments = ("compare", *PAIR, "--lang", "en")
    assert at_real_terminal(*arguments, columns=121) == at_terminal(*arguments, columns=121)


@pytest.mark.parametrize("columns", [40, 121])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(columns: int, language: str) -> None:
    lines = plain(at_terminal("compare", *PAIR, "--lang", language, columns=columns)).splitlines()
    assert [line for line in lines if cell_len(line) > columns] == []


def test_no_line_of_chinese_begins_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    lines = [line.strip() for line in plain(at_terminal("compare", *PAIR, columns=40)).splitlines()]
    assert [line for line in lines if line[:1] in tuple("，。、；）》”") or line[-1:] in tuple("（《“")] == []


def test_a_wide_terminal_shows_the_notices_beside_each_other_and_a_narrow_one_below() -> None:
    wide, narrow = (plain(at_terminal("compare", *PAIR, columns=columns)) for columns in (121, 40))
    form = r"申报表\n   份数：2 → 3。\n"
    assert re.search(form + r"   甲 四（一）.*│ 乙 四（一）", wide)
    assert re.search(form + r"   甲 四（一）[^│]*\n   乙 四（一）", narrow)


def test_words_that_differ_are_bracketed_with_colour_and_without() -> None:
    for more in ({}, {"NO_COLOR": "1"}):
        sent = plain(at_terminal("compare", *PAIR, columns=200, **more))
        assert "（一式[-2-]份" in sent and "（一式{+三+}份" in sent


@pytest.mark.parametrize(
    ("arguments", "more", "coloured"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"TERM": "dumb"}, False),
        (("--no-color",), {}, False),
        (("--color",), {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_is_for_terminals_and_may_be_refused(
    arguments: tuple[str, ...], more: dict[str, str], coloured: bool
) -> None:
    sent = at_terminal("compare", *PAIR, *arguments, columns=100, **more)
    assert bool(ESCAPE.search(sent)) == coloured
    assert "≠ 事实不同  申报表" in plain(sent)


def test_topics_that_are_the_same_are_shown_only_when_asked_for() -> None:
    usual, every = (plain(at_terminal("compare", *PAIR, *more, columns=100)) for more in ((), ("--all",)))
    assert "本科初定助理级" not in usual and "= 一致  本科初定助理级" in every


def test_the_sums_the_banner_and_who_gains_and_who_loses_are_told() -> None:
    sent = plain(at_terminal("compare", *PAIR, columns=100))
    value = sum(row["change"] == "value" for row in rows_as_data())
    assert re.search(rf"≠\s事实不同\s{value}\b", sent) and "! 请注意" in sent
    effects = sent[sent.index("对申报人的影响") :]
    assert effects.index("▲ ") < effects.index("▼ ")
    assert re.search(r"▼ .*处分", effects) and re.search(r"▲ .*思想政治工作", effects)


def test_a_notice_against_itself_has_nothing_but_its_sums() -> None:
    sent = plain(at_terminal("compare", PAIR[1], PAIR[1], columns=100))
    assert "请注意" not in sent and "影响" not in sent and re.search(r"≠\s事实不同\s0\b", sent)


# Through a pipe


def test_a_pipe_is_given_one_line_a_topic_and_an_effect_without_colour() -> None:
    lines = run_chuding("compare", *PAIR).stdout.splitlines()
    assert lines[0] == " → ".join(PAIR)
    assert "[事实不同] 申报表：份数：2 → 3。" in lines
    rows, effects = rows_as_data(), as_data()["impact"]
    assert "[按乙更不利] 在处分影响期内：是。甲：经自查符合条件；乙：不符合通知所列条件。" in lines[-len(effects) :]
    assert len(lines) == 2 + sum(row["change"] != "same" for row in rows) + len(effects)
    assert len(run_chuding("compare", *PAIR, "--all").stdout.splitlines()) == 2 + len(rows) + len(effects)


def test_colour_that_is_asked_for_goes_through_a_pipe_to_a_pager() -> None:
    sent = run_chuding("compare", *PAIR, "--color").stdout
    assert ESCAPE.search(sent) and "（一式[-2-]份" in plain(sent)


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_a_form_goes_to_the_file_that_is_named(tmp_path: Path, form: str) -> None:
    printed = run_chuding("compare", *PAIR, "--format", form)
    done = run_chuding("compare", *PAIR, "--format", form, "-o", tmp_path / "made")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "made").read_text(encoding="utf-8") == printed.stdout


def test_a_file_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    done = run_chuding("compare", *PAIR, "-o", tmp_path / "none" / "made")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{tmp_path}/none/made: No such file or directory\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "expected two notices, or --git REV, found nothing"),
        (PAIR[:1], f"expected two notices, or --git REV, found {PAIR[0]}"),
        ((*PAIR, PAIR[0]), "expected two notices, or --git REV, found"),
        ((PAIR[0], "--git", "HEAD"), f"expected no notice beside --git, found {PAIR[0]}"),
        (("--git", "HEAD", "--format", "xlsx"), "expected --format text or json beside --git, found xlsx"),
        ((*PAIR, "--format", "pdf"), "Invalid value for '--format'"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = run_chuding("compare", *arguments)
    assert (done.returncode, done.stdout) == (2, "") and done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"chuding compare: {said}")


# A workbook


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("book") / "made.xlsx"
    assert run_chuding("compare", *PAIR, "--format", "xlsx", "-o", made).stderr == ""
    return made


def rows_of(sheet: Worksheet) -> list[list[str]]:
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("name", "heads", "said"),
    [
        ("中文", ["事项", "甲", "乙", "说明"], "份数：2 → 3。"),
        ("English", ["Topic", "A", "B", "Remark"], "Copies: 2 → 3."),
    ],
)
def test_the_workbook_is_a_comparison_table_in_both_languages(
    workbook: Path, name: str, heads: list[str], said: str
) -> None:
    sheet = openpyxl.load_workbook(workbook, rich_text=True)[name]
    rows = rows_of(sheet)
    head = next(number for number, row in enumerate(rows) if row[0] == heads[0])
    assert [cell.split()[0] for cell in rows[head]] == heads
    last = head + 1 + len(rows_as_data())
    assert sheet.auto_filter.ref == f"A{head + 1}:D{last}" and rows[last] == [""] * 4
    assert [row[0] for row in rows if said in row[3]] in (["申报表"], ["Application form"])
    assert (sheet.freeze_panes, sheet.print_title_rows) == (f"B{head + 2}", f"${head + 1}:${head + 1}")
    assert all(cell.alignment.wrap_text for cell in sheet[head + 2])


@pytest.mark.parametrize(
    ("name", "title", "heads", "effect"),
    [
        ("中文", "对申报人的影响", ["情况", "按甲", "按乙", "涉及的条件"],
         ["在处分影响期内：是", "经自查符合条件", "不符合通知所列条件", "处分影响期"]),
        ("English", "Effect on applicants", ["Circumstances", "Under A", "Under B", "Rules"],
         ["Under a sanction: Yes", "meets the conditions that can be checked",
          "does not meet the notice's conditions", "sanction"]),
    ],
)  # fmt: skip
def test_the_workbook_tells_below_the_table_whom_it_affects(
    workbook: Path, name: str, title: str, heads: list[str], effect: list[str]
) -> None:
    rows = rows_of(openpyxl.load_workbook(workbook)[name])
    below = rows[next(number for number, row in enumerate(rows) if row[0] == title) :]
    assert [row[0][0] for row in below if row[0][:2] in ("▲ ", "▼ ")] == ["▲", "▼"]
    assert below.count(heads) == 2 and effect in below
    # A title, what it means, and for each of the two kinds its name and a head.
    assert len(below) == 2 + 2 * 2 + len(as_data()["impact"])


def test_a_workbook_of_what_affects_nobody_says_so(tmp_path: Path) -> None:
    run_chuding("compare", PAIR[1], PAIR[1], "--format", "xlsx", "-o", tmp_path / "made.xlsx")
    rows = rows_of(openpyxl.load_workbook(tmp_path / "made.xlsx")["中文"])
    assert rows[-2][0] == "对申报人的影响" and rows[-1][0].endswith("结果都相同。")


def test_the_workbook_names_both_notices_by_their_titles_and_says_what_cannot_be_the_cause(workbook: Path) -> None:
    above = "\n".join(" ".join(row) for row in rows_of(openpyxl.load_workbook(workbook)["中文"])[:4])
    assert "甲 关于做好开发区 2023 年度下半年专业技术资格初定工作的通知" in above
    assert "乙 连云港市人才服务中心关于做好 2026 年度上半年" in above
    assert "请注意 两份通知的年份和发布机关都不同" in above


def test_the_workbook_prints_on_a4_landscape_no_wider_than_the_paper(workbook: Path) -> None:
    for sheet in openpyxl.load_workbook(workbook):
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_workbook_marks_the_words_that_differ(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook, rich_text=True)["中文"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "申报表")
    for cell, whole, marked in ((row[1], "一式2份", "2"), (row[2], "一式三份", "三")):
        assert isinstance(cell.value, CellRichText) and whole in str(cell.value)
        assert marked in [run.text for run in cell.value if not isinstance(run, str)]


def test_no_cell_of_the_workbook_is_a_formula(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2 and not any("<f>" in sheet for sheet in sheets)
    texts = [cell for row in rows_of(openpyxl.load_workbook(workbook)["中文"]) for cell in row]
    assert any(text.startswith("= 一致") for text in texts)


def test_the_workbook_is_the_same_bytes_at_any_time_and_place(workbook: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    env = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    subprocess.run([*CHUDING, "compare", *PAIR, "--format", "xlsx", "-o", again], cwd=ROOT, env=env, check=True)
    assert again.read_bytes() == workbook.read_bytes()
    with zipfile.ZipFile(again) as parts:
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}


def test_the_language_that_is_asked_for_is_the_first_sheet(tmp_path: Path) -> None:
    run_chuding("compare", *PAIR, "--format", "xlsx", "--lang", "en", "-o", tmp_path / "made.xlsx")
    assert openpyxl.load_workbook(tmp_path / "made.xlsx").sheetnames == ["English", "中文"]


# CSV, and a page that stands by itself


def test_csv_has_a_line_a_topic() -> None:
    rows = list(csv.reader(io.StringIO(run_chuding("compare", *PAIR, "--format", "csv").stdout.removeprefix("\ufeff"))))
    topics = rows_as_data()
    assert len(rows) == 1 + len(topics) and len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_has_the_sites_own_table_and_needs_no_site(
    site: Path, tmp_path: Path, visit: Visit, language: str
) -> None:
    made = tmp_path / "made.html"
    run_chuding("compare", *PAIR, "--format", "html", "--lang", language, "-o", made)
    page = visit(made.as_uri())
    folder = site / ("en/" if language == "en" else "") / "compare" / "/".join(PAIR)
    cells = "all => all.map(cell => cell.textContent.replace(/\\s+/g, ' '))"
    alone = page.locator(".cd-compare td").evaluate_all(cells)
    links = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert [link for link in links if not link.startswith("#t-")] == []
    page.goto((folder / "index.html").as_uri())
    assert page.locator(".cd-compare td").evaluate_all(cells) == alone
    assert visit.requests[0] == made.as_uri()


def test_the_page_prints_on_a4_landscape_with_every_topic_that_differs(tmp_path: Path, visit: Visit) -> None:
    made = run_chuding("compare", *PAIR, "--format", "html")
    (tmp_path / "made.html").write_text(made.stdout, encoding="utf-8")
    page = visit((tmp_path / "made.html").as_uri())
    page.pdf(path=tmp_path / "made.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "made.pdf") as pdf:
        sizes = {tuple(map(round, sheet.get_size())) for sheet in pdf}
        text = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    assert sizes == {(842, 595)}
    assert "电话" in text and "本科初定助理级" not in text
