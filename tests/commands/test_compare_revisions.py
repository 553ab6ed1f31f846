"""``chuding compare --git``: what the working tree changes in the register, in real repositories."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Done, run_chuding
from formats import add_notice
from proof import LONG

from generator.folders import ROOT
from generator.register.load import load
from generator.register.values import mark_of
from selfcheck.answers import JsonObject

pytestmark = LONG

CITY, ZONE = "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"
CITY_FILE, ZONE_FILE = Path("lianyungang-city/2026-h1.yaml"), Path("lianyungang-etdz/2023-h2.yaml")

FORM = next(
    c.zh for notice in load(ROOT / "notices").notices if notice.id == CITY for c in notice.clauses if c.id == "4.1"
)

type Edit = Callable[..., None]


def git(folder: Path, *arguments: str) -> None:
    author = {f"GIT_{role}_{what}": "clerk@localhost" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **author, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", folder, *arguments], env=env, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "state")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The real register, not at the top of its repository, with everything committed."""
    folder = tmp_path / "office" / "notices"
    shutil.copytree(ROOT / "notices", folder)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return folder


@pytest.fixture
def edit(register: Path) -> Edit:
    """edit(file, (old, new), …) replaces each text, which must be there once."""

    def replace(file: Path | str, *changes: tuple[str, str]) -> None:
        text = (register / file).read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (register / file).write_text(text, encoding="utf-8")

    return replace


def review(register: Path, *arguments: str, revision: str = "HEAD", cwd: Path = ROOT) -> Done:
    return run_chuding("compare", "--git", revision, "--notices", register, *arguments, cwd=cwd)


def told(register: Path, *arguments: str) -> list[str]:
    done = review(register, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def plain(sent: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", sent)


def as_data(register: Path) -> JsonObject:
    data: JsonObject = json.loads("\n".join(told(register, "--format", "json")))
    return data


def correct_copies(edit: Edit) -> None:
    """The notice now asks for four copies, as its received text does."""
    form = "《专业技术资格初定申报表》（一式{}份"
    edit(
        CITY_FILE,
        (f"    zh: {form.format('三')}", f"    zh: {form.format('四')}"),
        ("    translated_from: 14caa9ed\n", f"    translated_from: '{mark_of(FORM.replace('三', '四'))}'\n"),
        ("(in 3 copies,", "(in 4 copies,"),
        ("        copies: 3\n", "        copies: 4\n"),
        (f"        quote: {form.format('三')}", f"        quote: {form.format('四')}"),
        ("{received: 》(一式三份, published: 》（一式三份}", "{received: 》(一式四份, published: 》（一式四份}"),
    )
    edit(CITY_FILE.with_suffix(".txt"), ("一式三份", "一式四份"))


def test_nothing_changes_when_nothing_does(register: Path) -> None:
    assert told(register) == ["通知库自 HEAD 以来没有变动。"]
    assert told(register, "--lang", "en") == ["The register has not changed since HEAD."]
    notices: JsonObject = {"added": [], "removed": [], "changed": []}
    assert as_data(register) == {"revision": "HEAD", "notices": notices, "vocabularies": []}


def test_comments_and_layout_change_nothing(register: Path) -> None:
    for file in (CITY_FILE, Path("topics.yaml")):
        text = (register / file).read_text(encoding="utf-8")
        (register / file).write_text(f"# Looked through.\n\n{text}\n", encoding="utf-8")
    assert told(register) == ["通知库自 HEAD 以来没有变动。"]


def test_a_changed_notice_is_compared_with_what_it_was_by_topic(register: Path, edit: Edit) -> None:
    correct_copies(edit)
    lines = told(register)
    assert f"{CITY} [事实不同] 申报表：份数：3 → 4。" in lines
    assert f"{CITY} [收到的文本] {CITY}" in lines
    assert [line for line in lines[1:] if not line.startswith(f"{CITY} ")] == []
    [changed] = as_data(register)["notices"]["changed"]
    rows = {row["topic"]: row for row in changed["comparison"]["rows"]}
    assert rows["material.application_form"]["facts"] == [{"fact": "copies", "a": 3, "b": 4}]
    assert (changed["notice"], changed["comparison"]["confounded"]) == (CITY, False)
    assert (changed["parts"], set(changed["clauses"])) == (["received"], {"4.1"})


def test_the_effect_on_applicants_is_told(register: Path, edit: Edit) -> None:
    edit(CITY_FILE, ("        excludes: [archives]\n", "        excludes: [library]\n"))
    lines = told(register)
    assert any("有利]" in line and "档案" in line for line in lines)
    assert any("不利]" in line and "图书资料" in line for line in lines)


def test_corrections_are_told_one_by_one(register: Path, edit: Edit) -> None:
    phone = "联系电话：0518-85812002"
    fixed = "    corrections:\n      - {received: 0518—, published: 0518-}\n"
    edit(
        CITY_FILE,
        ("    zh: 联系电话：0518—85812002", f"    zh: {phone}"),
        ("    translated_from: 9a307b4c\n", f"    translated_from: '{mark_of(phone)}'\n"),
        ("        quote: 0518—85812002\n", "        quote: 0518-85812002\n"),
        ("    topics: [contact.phone]\n", "    topics: [contact.phone]\n" + fixed),
    )
    assert f'{CITY} [更正] + 第六部分第3段："0518—" → "0518-"' in told(register)
    [changed] = as_data(register)["notices"]["changed"]
    assert changed["corrections"] == [{"change": "added", "clause": "6.c", "received": "0518—", "published": "0518-"}]
    commit(register)
    edit(CITY_FILE, ("received: 0518—, published: 0518-}", "received: 0518—8, published: 0518-8}"))
    assert [line for line in told(register) if "更正" in line] == [
        f'{CITY} [更正] − 第六部分第3段："0518—" → "0518-"',
        f'{CITY} [更正] + 第六部分第3段："0518—8" → "0518-8"',
    ]


def test_a_translation_that_alone_changes_is_told_with_its_clause(register: Path, edit: Edit) -> None:
    edit(ZONE_FILE, ("    en: Other requirements\n", "    en: Further requirements\n"))
    assert told(register)[1:] == [f"{ZONE} [条款数据] 2.3：en"]


def test_the_title_is_told_as_it_was_and_is(register: Path, edit: Edit) -> None:
    edit(ZONE_FILE, ("  zh: 各有关单位\n", "  zh: 各单位\n"), ("issued: 2023-11-15\n", "issued: 2023-11-16\n"))
    text = register / ZONE_FILE.with_suffix(".txt")
    text.write_text(
        text.read_text().replace("各有关单位：", "各单位：").replace("2023 年 11 月 15 日", "2023 年 11 月 16 日")
    )
    lines = told(register)
    assert f"{ZONE} [主送] 各有关单位 / All units concerned → 各单位 / All units concerned" in lines
    assert f"{ZONE} [落款日期] 2023年11月15日 → 2023年11月16日" in lines


def test_notices_are_added_and_removed_even_before_git_knows_them(register: Path) -> None:
    for suffix in (".yaml", ".txt"):
        (register / ZONE_FILE.with_suffix(suffix)).rename(register / f"lianyungang-etdz/2023-h1{suffix}")
    lines = told(register)
    assert any(line.startswith("lianyungang-etdz-2023-h1 [新增通知] 关于做好开发区") for line in lines)
    assert any(line.startswith(f"{ZONE} [删去通知] 关于做好开发区") for line in lines)
    notices = as_data(register)["notices"]
    assert ([added["notice"] for added in notices["added"]], notices["removed"]) == (
        ["lianyungang-etdz-2023-h1"],
        [ZONE],
    )


def test_changes_of_vocabulary_are_told_by_file_and_entry(register: Path, edit: Edit) -> None:
    edit("topics.yaml", ("zh: 公示, en: Public announcement", "zh: 公示期, en: Public announcement"))
    edit("facts.yaml", ("- {id: fee,", "- {id: charge,"))
    assert told(register)[1:] == [
        "topics.yaml [词汇表] ≠ employer.announcement.zh：公示 → 公示期",
        "facts.yaml [词汇表] + charge  − fee",
    ]
    first, second = as_data(register)["vocabularies"]
    assert (first["file"], first["changed"]) == ("topics.yaml", ["employer.announcement"])
    assert (second["file"], second["added"], second["removed"]) == ("facts.yaml", ["charge"], ["fee"])


def test_a_kind_a_question_and_a_title_that_change_are_told_by_file_and_entry(register: Path, edit: Edit) -> None:
    edit("kinds/sanction.yaml", ("  en: Nobody may apply", "  en: No one may apply"))
    edit("questions.yaml", ("short: {zh: 身份, en: Status}", "short: {zh: 身份, en: Your status}"))
    edit("titles.yaml", ("en: assistant level (助理级)", "en: assistant (助理级)"))
    lines = [line for line in told(register) if "词汇表" in line]
    assert lines == [
        "questions.yaml [词汇表] ≠ status.short.en：Status → Your status",
        "titles.yaml [词汇表] ≠ assistant.en：assistant level (助理级) → assistant (助理级)",
        "kinds/ [词汇表] ≠ sanction.about.en：Nobody may apply while a sanction is in effect. → "
        "No one may apply while a sanction is in effect.",
    ]


def test_each_field_of_an_entry_is_told_with_what_it_was_and_is(register: Path, edit: Edit) -> None:
    persons = (
        "        persons: {zh: 开发区企事业单位人员, en: staff of enterprises and public institutions in the zone}\n"
    )
    edit("jurisdictions.yaml", (persons, ""), ("zh: 连云港市市直, en: City of", "zh: 市直, en: The city of"))
    assert told(register)[1:] == [
        f"jurisdictions.yaml [词汇表] ≠ {field}"
        for field in (
            "areas.lianyungang.affiliations.etdz-unit.persons：开发区企事业单位人员 → 没有",
            "jurisdictions.lianyungang-city.zh：连云港市市直 → 市直",
            "jurisdictions.lianyungang-city.en：City of Lianyungang → The city of Lianyungang",
        )
    ]
    [first, *_] = as_data(register)["vocabularies"][0]["fields"]
    both = {"zh": "开发区企事业单位人员", "en": "staff of enterprises and public institutions in the zone"}
    field = "affiliations.etdz-unit.persons"
    assert first == {"entry": "areas.lianyungang", "field": field, "a": both, "b": None}


def test_an_order_inside_an_entry_is_told_by_identifiers(register: Path, edit: Edit) -> None:
    edit("jurisdictions.yaml", ("id: etdz-unit", "id: X"), ("id: etdz-freelance", "id: etdz-unit"))
    edit("jurisdictions.yaml", ("id: X", "id: etdz-freelance"))
    line = next(line for line in told(register) if ".affiliations：" in line)
    assert "etdz-unit、etdz-freelance、city-unit" in line and "→ etdz-freelance、etdz-unit、city-unit" in line


def test_long_values_are_told_from_a_little_before_what_differs(register: Path, edit: Edit) -> None:
    edit("glossary.yaml", ("kept apart from it as the notices do.", f"kept apart from it as all notices do{'!' * 50}"))
    excerpts = "…m it as the notices do. → …m it as all notices do" + "!" * 26 + "…"
    assert told(register)[1:] == [f"glossary.yaml [词汇表] ≠ 专业技术资格.note：{excerpts}"]


def test_a_topic_that_is_renamed_everywhere_is_compared_under_both_names(register: Path, edit: Edit) -> None:
    edit("topics.yaml", ("{id: rest_days,", "{id: days_off,"))
    for file in (CITY_FILE, ZONE_FILE):
        edit(file, ("paper, rest_days,", "paper, days_off,"), ("topic: rest_days", "topic: days_off"))
    lines = told(register, "--lang", "en")
    assert any(line.startswith(f"{CITY} [only in B] Rest days: ") for line in lines)
    assert any(line.startswith(f"{CITY} [only in A] Rest days: ") for line in lines)
    assert "topics.yaml [vocabulary] + days_off  − rest_days" in lines


# What other files change in a notice, and new notices


def test_a_notice_of_which_something_else_is_published_is_told(register: Path, edit: Edit) -> None:
    edit("jurisdictions.yaml", ("zh: 不在连云港市工作\n", "zh: 不在本市工作\n"))
    assert told(register)[1:] == [
        f"{CITY} [公布的数据] affiliations、questions",
        f"{ZONE} [公布的数据] affiliations、questions",
        "jurisdictions.yaml [词汇表] ≠ areas.lianyungang.affiliations.elsewhere.zh：不在连云港市工作 → 不在本市工作",
    ]
    changed = as_data(register)["notices"]["changed"]
    both = [(each["notice"], each["published"]) for each in changed]
    assert both == [(notice, ["affiliations", "questions"]) for notice in (CITY, ZONE)]
    assert {row["change"] for each in changed for row in each["comparison"]["rows"]} == {"same"}


def test_a_notice_that_a_new_one_amends_is_told_with_whom_that_affects(register: Path) -> None:
    amending = add_notice(register, "an-amendment")
    lines = told(register)
    assert f"{amending} [对照] 本通知没有开启批次，因此没有上一批次可以对照" in lines
    assert f"{CITY} [公布的数据] amended_by" in lines
    assert any(line.startswith(f"{CITY} [按乙更不利] ") and "乙：通知没有写明，请咨询" in line for line in lines)


def test_a_new_notice_is_compared_with_the_round_before_it_in_its_jurisdiction(register: Path) -> None:
    new = add_notice(register, "months-per-level")
    lines = told(register)
    assert f"{new} [对照] 甲为上一批次通知 {CITY}，乙为本通知" in lines
    assert (
        f"{new} [事实不同] 资历计算截止日：资历计算截止日：2026年4月30日 → 2027年4月30日。条款：甲二（一）5.，乙三。"
        in lines
    )
    assert any(line.startswith(f"{new} [按乙更有利] ") for line in lines)
    [added] = as_data(register)["notices"]["added"]
    compared = json.loads(run_chuding("compare", CITY, new, "--notices", register, "--format", "json").stdout)
    assert added == {"notice": new, "before": CITY, "comparison": compared}


def test_a_terminal_shows_a_new_notice_as_a_comparison_and_those_that_only_name_it_in_a_line(register: Path) -> None:
    new = add_notice(register, "months-per-level")
    sent = plain(review(register, "--color").stdout)
    assert f"甲为上一批次通知 {CITY}，乙为本通知" in sent and "{+2027年4月30日+}" in sent and "▲ 按乙更有利" in sent
    assert sent.index(new) < sent.index("≠ 公布的数据  rounds") < sent.index("≠ 公布的数据  elsewhere")
    assert "改动通知" not in sent


def declare_unused(register: Path, *kinds: str) -> None:
    """Says of kinds that no notice is left that states them."""
    for kind in kinds:
        with (register / "kinds" / f"{kind}.yaml").open("a", encoding="utf-8") as file:
            file.write("unused: {zh: 现有通知没有这一条件。, en: No notice states it at present.}\n")


def test_a_new_notice_without_a_round_before_it_says_so(register: Path) -> None:
    files = [register / ZONE_FILE.with_suffix(suffix) for suffix in (".txt", ".yaml")]
    questions = register / "questions.yaml"
    own = [questions, *(register / "kinds" / f"{kind}.yaml" for kind in ("cohort", "transition"))]
    kept = {file: file.read_text(encoding="utf-8") for file in (*files, *own)}
    for file in files:
        file.unlink()
    declare_unused(register, "cohort", "transition")
    # The last question is asked by a material of that notice alone.
    questions.write_text(kept[questions].partition("- id: public_post")[0].rstrip() + "\n", encoding="utf-8")
    commit(register)
    for file, content in kept.items():
        file.write_text(content, encoding="utf-8")
    assert f"{ZONE} [对照] 同一地区没有更早的批次可以对照" in told(register)
    [added] = as_data(register)["notices"]["added"]
    assert added == {"notice": ZONE, "before": None, "comparison": None}


def test_a_terminal_shows_each_changed_notice_as_a_comparison(register: Path, edit: Edit) -> None:
    correct_copies(edit)
    sent = review(register, "--color").stdout
    for words in ("改动通知", "申报表", "份数：3 → 4。", "[-三-]", "{+四+}", "收到的文本"):
        assert words in sent


def test_the_file_that_is_named_is_given_the_changes(register: Path, edit: Edit, tmp_path: Path) -> None:
    correct_copies(edit)
    assert told(register, "-o", str(tmp_path / "changes.txt")) == []
    assert (tmp_path / "changes.txt").read_text(encoding="utf-8") == review(register).stdout


def test_an_older_revision_is_named_as_git_names_it(register: Path, edit: Edit) -> None:
    correct_copies(edit)
    commit(register)
    assert review(register).stdout == "通知库自 HEAD 以来没有变动。\n"
    assert "份数：3 → 4。" in review(register, revision="HEAD~1").stdout


def test_a_register_at_the_top_of_its_repository_is_found_from_inside_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notices", tmp_path / "register")
    git(tmp_path / "register", "init", "--quiet")
    commit(tmp_path / "register")
    (tmp_path / "register" / CITY_FILE).unlink()
    (tmp_path / "register" / CITY_FILE.with_suffix(".txt")).unlink()
    declare_unused(tmp_path / "register", "sanction")
    done = run_chuding("compare", "--git", "HEAD", "--notices", ".", cwd=tmp_path / "register")
    assert done.returncode == 0 and f"{CITY} [删去通知]" in done.stdout


def test_a_hook_of_git_can_run_it(register: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    correct_copies(edit)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert "份数：3 → 4。" in review(register, cwd=register.parent.parent).stdout


# What cannot be compared


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~7", "--output=x", "HEAD:office"])
def test_an_unknown_revision_is_told_in_one_line(register: Path, revision: str) -> None:
    done = run_chuding("compare", f"--git={revision}", "--notices", register)
    top = register.parent.parent
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"--git: expected a revision of the repository {top}, found {revision}\n"


def test_a_register_outside_any_repository_is_told_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notices", tmp_path / "notices")
    done = review(tmp_path / "notices")
    expected = f"{tmp_path}/notices: expected a register in a git repository for --git, found no repository\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", expected)


def test_a_register_that_the_revision_does_not_have_is_told_in_one_line(register: Path) -> None:
    moved = register.rename(register.with_name("moved"))
    done = review(moved)
    expected = f"--git HEAD: expected the register {moved}, found nothing there\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", expected)


def test_an_old_register_that_does_not_load_is_told_in_one_line(register: Path) -> None:
    good = (register / "topics.yaml").read_text()
    (register / "topics.yaml").write_text("- TODO\n- TODO\n")
    commit(register)
    (register / "topics.yaml").write_text(good)
    done = review(register)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    place = "--git HEAD: expected a register that loads, found HEAD:office/notices/topics.yaml:"
    assert done.stderr.startswith(place) and done.stderr.endswith(" (and 1 more)\n")


def test_a_machine_without_git_is_told_so_in_one_line(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = review(register)
    assert (done.returncode, done.stderr) == (1, "--git: expected the program git, found none\n")
