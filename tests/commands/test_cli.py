"""The command line from outside: what it prints, where, and how it ends."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from applicants import ELIGIBLE
from command import CHUDING, run_process
from command import run_chuding as run
from proof import LONG, sizes

from generator.folders import ROOT

pytestmark = LONG

PAIR = ("lianyungang-etdz-2023-h2", "lianyungang-city-2026-h1")


# Each command as a process


@pytest.mark.parametrize(
    ("arguments", "answers"),
    [
        (("--version",), ""),
        (("check",), ""),
        (("compare", *PAIR), ""),
        (("import", "notices/lianyungang-city/2026-h1.txt"), ""),
        (("publish", "notices"), ""),
        (("selfcheck", PAIR[1], "--lang", "en", "--today", "2026-05-20"), json.dumps(ELIGIBLE)),
        (("selfcheck", PAIR[1]), "{"),
        (("serve", "--address", "nowhere"), ""),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_a_process_prints_and_ends_as_the_command_does_here(arguments: tuple[str, ...], answers: str) -> None:
    """Of ``build`` the site itself is the proof: it is built by a process."""
    assert run_process(*arguments, stdin=answers) == run(*arguments, stdin=answers)


LOADED = """
import sys
from generator.commands.main import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("command", "needed"),
    [("--help", set()), ("selfcheck --all", {"pydantic", "yaml"}), ("check", {"pydantic", "yaml"})],
)
def test_a_command_loads_only_what_it_needs(command: str, needed: set[str]) -> None:
    process = [sys.executable, "-c", LOADED, *command.split()]
    done = subprocess.run(process, input="{}", cwd=ROOT, capture_output=True, text=True)
    libraries = {"jieba", "jinja2", "markdown", "mkdocs", "openpyxl", "pydantic", "pypdfium2", "yaml"}
    assert set(done.stderr.splitlines()[-1].split()) & libraries == needed


# What each prints


def test_selfcheck_prints_the_verdict_as_json() -> None:
    done = run("selfcheck", PAIR[1], "-", "--today", "2026-05-20", stdin=json.dumps(ELIGIBLE))
    verdict = json.loads(done.stdout)
    assert (done.returncode, verdict["outcome"], verdict["title"]) == (0, "eligible", "assistant")
    assert [window["state"] for window in verdict["windows"]] == ["open", "open"]


def test_selfcheck_gives_a_line_of_json_for_a_line_of_answers() -> None:
    lines = "\n".join(json.dumps(answers) for answers in (ELIGIBLE, {}, {"status": "retired"}))
    done = run("selfcheck", PAIR[1], "--format", "jsonl", "--today", "2026-05-20", stdin=lines)
    assert [json.loads(line)["outcome"] for line in done.stdout.splitlines()] == [
        "eligible",
        "incomplete",
        "ineligible",
    ]


def test_selfcheck_speaks_to_a_reader_in_the_language_asked_for() -> None:
    closed = ("selfcheck", PAIR[1], "-", "--format", "text", "--today", "2026-06-06")
    zh, en = (run(*closed, "--lang", lang, stdin=json.dumps(ELIGIBLE)).stdout.splitlines() for lang in ("zh", "en"))
    assert zh[:3] == [
        "经自查，您符合条件，但这一批已于2026年6月5日截止",
        "须经考察合格；是否合格只能由用人单位或主管部门判断。",
        "助理级：自查符合",
    ]
    assert en[0] == "By this self-check you meet the conditions, but this round closed on 5 June 2026"
    assert en[2] == "assistant level (助理级): checks met"


def test_what_a_reader_of_chinese_is_told_has_chinese_signs_days_and_citations() -> None:
    asked = ("selfcheck", PAIR[1], "-", "--format", "text", "--today", "2026-06-06", "--lang", "zh")
    text = run(*asked, stdin=json.dumps(ELIGIBLE)).stdout
    assert "  网上申报时间：2026年5月11日至5月29日 已截止〔第六部分第1段〕" in text.splitlines()
    assert (
        "  《专业技术资格初定申报表》（从申报系统内导出，A4纸正反面打印，单独装订） 3份〔四（一）〕"
        in text.splitlines()
    )
    early = run(*asked, stdin=json.dumps({**ELIGIBLE, "post_since": "2025-07-01"})).stdout
    assert "届时可申报的批次：尚未发布" in early.splitlines()
    for said in (text, early, run("compare", *PAIR, "--lang", "zh").stdout.partition("\n")[2]):
        assert not re.search(r"[\u4e00-\u9fff][:(]|[\u4e00-\u9fff] \(|\d{4}-\d\d-\d\d", said)


def test_selfcheck_tells_several_rounds_addressees_and_titles_apart() -> None:
    register = ("--notices", str(ROOT / "tests" / "cases" / "registers" / "example"))
    asked = ("selfcheck", *register, "example-south-2026", "-", "--format", "text", "--lang", "en")
    done = run(*asked, "--today", "2026-02-10", stdin="{}")
    assert "First round, individuals): 5 January to 20 March 2026 open now (clause 3.1)" in done.stdout
    assert "Fourth round, employing units): 1 October to 25 December 2026 not open yet (clause 3.4)" in done.stdout
    north = {"affiliation": "north-unit", "status": "working", "education": "master", "field_matches": True}
    given = json.dumps(north | {"post_since": "2025-03-01", "assessments": True})
    asked = ("selfcheck", *register, "example-north-2025", "-", "--format", "text", "--lang", "en")
    done = run(*asked, "--today", "2025-06-10", stdin=given)
    said = done.stdout.splitlines()
    assert said[0] == "By this self-check you meet the conditions and can apply now"
    assert [line.partition(": ")[2] for line in said[2:4]] == ["now", "from 1 March 2028"]
    assert any(line.endswith(": all year open now (clause 3.1)") for line in said)


def test_selfcheck_explains_what_decides_and_what_could_change_it() -> None:
    early = json.dumps({**ELIGIBLE, "post_since": "2025-06-10", "foreign_document": "work_permit"})
    done = run("selfcheck", PAIR[1], "-", "--explain", "--today", "2026-05-20", stdin=early)
    explanation = json.loads(done.stdout)
    assert explanation["decisive"] == ["probation"]
    assert [change["to"] for change in explanation["what_if"][0]["changes"]] == ["2026-06-10"]
    text = run("selfcheck", PAIR[1], "-", "--format", "text", "--lang", "en", "--today", "2026-05-20", stdin=early)
    headings = [line for line in text.stdout.splitlines() if not line.startswith(" ")]
    assert headings.index("Why") < headings.index("Clause by clause")
    assert explanation["what_if"][0]["en"] in text.stdout and explanation["notes"][0]["en"] in text.stdout


def test_answers_that_cannot_all_be_true_are_noted_beside_the_verdict(tmp_path: Path) -> None:
    odd = json.dumps({**ELIGIBLE, "courses": [2024, 2025, 2026, 2027]})
    done = run("selfcheck", PAIR[1], "-", "--lang", "en", "--today", "2026-05-20", stdin=odd)
    assert done.returncode == 0 and json.loads(done.stdout)["outcome"] == "eligible"
    assert done.stderr == "courses: 2027 is still to come (today is 20 May 2026): please check.\n"
    from generator.published.publish import publish
    from generator.register.load import load

    notice = tmp_path / "notice.json"
    notice.write_text(publish(load(ROOT / "notices")).by_id[PAIR[1]].text)
    command = [sys.executable, "-m", "selfcheck", str(notice), "-", "--today", "2026-05-20"]
    alone = subprocess.run(command, input=odd, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (json.loads(alone.stdout), alone.stderr) == (json.loads(done.stdout), done.stderr)


def test_selfcheck_all_holds_one_applicant_against_the_whole_register() -> None:
    given = json.dumps(ELIGIBLE)
    verdicts = json.loads(run("selfcheck", "--all", "--today", "2026-05-20", stdin=given).stdout)
    assert {verdict["notice"]: verdict["outcome"] for verdict in verdicts} == {
        PAIR[0]: "ineligible",
        PAIR[1]: "eligible",
    }
    lines = run("selfcheck", "--all", "-", "--format", "jsonl", "--today", "2026-05-20", stdin=f"{given}\n{{}}\n")
    assert [json.loads(line)["notice"] for line in lines.stdout.splitlines()] == [v["notice"] for v in verdicts] * 2
    text = run("selfcheck", "--all", "--format", "text", "--lang", "en", "--today", "2026-05-20", stdin=given).stdout
    assert "\nBy this self-check you meet the conditions and can apply now" in text
    assert "\nYou do not meet this notice's conditions" in text


@pytest.mark.parametrize("arguments", [[], ["--all", "a.json", "b.json"], [PAIR[1], "a.json", "b.json"]])
def test_selfcheck_says_which_arguments_it_expects(arguments: list[str]) -> None:
    done = run("selfcheck", *arguments)
    assert done.returncode == 2 and done.stderr.startswith("chuding selfcheck: expected ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ('{"colour": "red"}', '"colour": expected one of affiliation, origin,'),
        ('{"education": "phd"}', "education: expected one of below, high_school,"),
        ('{"post_since": "2025-02-30"}', 'post_since: expected a date as YYYY-MM-DD, found "2025-02-30"'),
        ('{"education_year": 9999}', "education_year: expected a year from 1900 to 2100, found 9999"),
        ('{"contract": 1}', "contract: expected true or false, found 1"),
        ("[1]", "answers: expected a JSON object, found [1]"),
        ("{", "answers: expected JSON, found"),
        ("[" * 20000, "answers: expected at most 60 levels of nesting"),
    ],
)
def test_bad_answers_end_in_one_line_and_exit_1(answers: str, said: str) -> None:
    done = run("selfcheck", PAIR[1], "-", stdin=answers)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said) and done.stderr.count("\n") == 1


def test_the_module_alone_gives_the_same_verdict_from_the_published_json(tmp_path: Path) -> None:
    from generator.published.publish import publish
    from generator.register.load import load

    notice, answers = tmp_path / "notice.json", tmp_path / "answers.json"
    notice.write_text(publish(load(ROOT / "notices")).by_id[PAIR[1]].text)
    answers.write_text(json.dumps(ELIGIBLE))
    command = [sys.executable, "-S", "-m", "selfcheck", str(notice), str(answers), "--today", "2026-05-20"]
    alone = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    line = run("selfcheck", PAIR[1], "-", "--format", "jsonl", "--today", "2026-05-20", stdin=json.dumps(ELIGIBLE))
    assert (alone.returncode, alone.stdout) == (0, line.stdout)


def test_a_fault_that_nobody_has_foreseen_is_one_line_with_its_place() -> None:
    code = "import generator.commands.main as m; m.main = lambda **_: {}['\\x1b[31m\\n']; " + CHUDING[-1]
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("chuding: a fault of its own, at ") and "\x1b" not in done.stderr


def test_the_module_alone_ends_bad_input_and_wrong_usage_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "notice.json").write_text("{}")
    for arguments, status in (((), 2), (("notice.json", "none.json", "--today", "2026-05-20"), 1)):
        command = [sys.executable, "-m", "selfcheck", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
        assert (done.returncode, done.stderr.count("\n")) == (status, 1)


def test_compare_gives_the_row_of_the_contract_as_json() -> None:
    done = run("compare", *PAIR, "--format", "json")
    comparison = json.loads(done.stdout)
    assert (comparison["a"], comparison["b"], comparison["confounded"]) == (*PAIR, True)
    form = next(row for row in comparison["rows"] if row["topic"] == "material.application_form")
    assert form["facts"] == [{"fact": "copies", "a": 2, "b": 3}]
    assert (form["zh"], form["en"]) == ("份数：2 → 3。", "Copies: 2 → 3.")
    assert set(form) == {"topic", "change", "a", "b", "facts", "moved", "zh", "en"}
    assert set(comparison["impact"][0]) == {"effect", "answers", "a", "b", "because"}


def test_an_unknown_notice_is_named_with_the_known_ones() -> None:
    done = run("compare", "nowhere-2026-h1", PAIR[1])
    expected = "nowhere-2026-h1: expected a notice, one of lianyungang-city-2026-h1, lianyungang-etdz-2023-h2\n"
    assert (done.returncode, done.stderr) == (1, expected)


def test_check_tells_file_line_and_column_of_a_copy_somewhere_else(tmp_path: Path) -> None:
    text = (ROOT / "notices/lianyungang-city/2026-h1.yaml").read_text()
    copy = tmp_path / "2026-h1.yaml"
    copy.write_text(text.replace("value: 2026-04-30", "value: 2026-04-31"))
    done = run("check", str(copy))
    assert (done.returncode, done.stdout) == (1, "")
    line = 1 + copy.read_text()[: copy.read_text().index("2026-04-31")].count("\n")
    assert done.stderr == f'{copy}:{line}:16: expected a date as YYYY-MM-DD, found "2026-04-31"\n'


def test_check_takes_another_register_before_or_after_the_command(tmp_path: Path) -> None:
    register = shutil.copytree(ROOT / "notices", tmp_path / "register")
    assert run("check").returncode == run("--notices", str(register), "check").returncode == 0
    (register / "lianyungang-city/2026-h1.yaml").write_text("")
    assert run("check").returncode == 0
    assert run("--notices", str(register), "check").returncode == 1
    assert run("check", "--notices", str(register)).returncode == 1
    assert run("check", str(register)).returncode == 1


def test_check_serves_other_programs_as_json_and_as_workflow_commands(tmp_path: Path) -> None:
    text = (ROOT / "notices/lianyungang-city/2026-h1.yaml").read_text()
    copy = tmp_path / "2026-h1.yaml"
    copy.write_text(text.replace("kind: sanction", "kind: penalty"))
    [problem] = json.loads(run("check", str(copy), "--format", "json").stdout)
    assert (problem["path"], problem["level"], problem["found"]) == (str(copy), "error", '"penalty"')
    command = run("check", str(copy), "--format", "github")
    assert command.stdout.startswith(f"::error file={copy},line={problem['line']},col={problem['column']}::expected")
    assert command.returncode == 1


def test_check_fails_on_a_warning_only_when_strict(tmp_path: Path) -> None:
    register = shutil.copytree(ROOT / "notices", tmp_path / "register")
    with (register / "topics.yaml").open("a") as topics:
        topics.write("- {id: nobody, order: 9999, zh: 无, en: None}\n")
    lenient, strict = run("check", str(register)), run("check", str(register), "--strict")
    assert (lenient.returncode, strict.returncode) == (0, 1)
    assert "topics.yaml" in lenient.stderr and "warning: expected a topic that some clause carries" in strict.stderr


def test_a_line_at_fault_does_not_stop_the_lines_after_it() -> None:
    lines = '{}\n\n{"x": 1}\n{"status": "retired"}\n'
    done = run("selfcheck", PAIR[1], "--format", "jsonl", "--today", "2026-05-20", stdin=lines)
    assert [json.loads(line)["outcome"] for line in done.stdout.splitlines()] == ["incomplete", "ineligible"]
    assert (done.returncode, done.stderr.count("\n")) == (1, 1) and done.stderr.startswith('line 3: "x": expected')


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    done = run("build", "--site", str(tmp_path))
    expected = f"{tmp_path}: expected a site built by chuding, an empty folder or nothing, found something else\n"
    assert (done.returncode, done.stderr) == (1, expected)
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"]


LEFT_OUT = "the browser's runtime is made without its step trim: as a new Pyodide may have it"


def test_what_a_build_had_to_leave_out_is_told_though_the_site_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Python runs it by itself as it starts: it speaks as the generator does, in the process that MkDocs is.
    warn = f"""
import atexit, logging, sys
if "mkdocs" in sys.orig_argv:
    atexit.register(logging.getLogger("generator.runtime").warning, {LEFT_OUT!r})
"""
    (tmp_path / "sitecustomize.py").write_text(warn, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]))
    done = run("build", "--site", str(tmp_path / "site"))
    assert (done.returncode, done.stderr) == (0, f"{LEFT_OUT}\n")


STAGES = (".site-*", ".site-*/new", ".site-*/new/index.html", ".site-*/new/service-worker.js")
"""What a build has made beside the old site when it is interrupted: its folder, the site in it, two of its files."""


@pytest.mark.parametrize("stages", sizes(sample=STAGES[1:2], whole=STAGES))
def test_an_interrupted_build_leaves_the_old_site_or_the_new_one_whole(
    tmp_path: Path, site: Path, stages: tuple[str, ...]
) -> None:
    target = shutil.copytree(site, tmp_path / "site")
    (target / "old").touch()
    for stage in stages:
        command = [*CHUDING, "build", "--site", str(target)]
        started = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        while started.poll() is None and not any(tmp_path.glob(stage)):
            time.sleep(0.01)
        started.send_signal(signal.SIGINT)
        assert "Traceback" not in started.communicate()[1], stage
        files = {path.relative_to(target) for path in target.rglob("*")} - {Path("old")}
        assert files == {path.relative_to(site) for path in site.rglob("*")}, stage
        assert [path.name for path in tmp_path.iterdir()] == ["site"], stage


def test_wrong_usage_is_told_in_one_line() -> None:
    for arguments in (("compare", PAIR[0]), ("nothing",), ("check", "--colour")):
        done = run(*arguments)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_check_of_a_jurisdictions_folder_tells_of_its_notices_alone(tmp_path: Path) -> None:
    register = shutil.copytree(ROOT / "notices", tmp_path / "register")
    (register / "lianyungang-city/2026-h1.yaml").write_text("")
    assert run("check", str(register / "lianyungang-etdz")).returncode == 0
    done = run("check", str(register / "lianyungang-city"))
    expected = f"{register}/lianyungang-city/2026-h1.yaml:1:1: expected content, found an empty file\n"
    assert (done.returncode, done.stderr) == (1, expected)
