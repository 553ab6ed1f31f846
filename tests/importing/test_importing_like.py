"""With the round before it, a new round needs a person only where its text really changed."""

import re
import shutil
from pathlib import Path

import pytest
from yaml import BaseLoader
from yaml import load as load_yaml

from generator.folders import ROOT
from generator.importing.draft import Draft
from generator.importing.drafting import import_document
from generator.importing.filing import write_draft
from generator.importing.notes import READ_NOW
from generator.published.publish import publish
from generator.register.load import load
from generator.register.scalars import flow
from generator.register.values import canonical

NOTICES = ROOT / "notices"
BEFORE = "lianyungang-city-2026-h1"
NEXT = {
    "2026 年度上半年": "2026 年度下半年", "2026 年上半年": "2026 年下半年", "2026年4月30日": "2026年10月31日",
    "5月11日": "11月10日", "5月29日": "11月27日", "6月5日": "12月4日", "2026年5月9日": "2026年11月6日",
    "(一式三份，": "(一式2份，", "公示时间不少于5个工作日": "公示时间不少于7个工作日",
    "各类培训班颁发的修业、结业、专业证书，不能作为学历依据": "各类培训班的修业、结业证书，不能作为学历依据",
}  # fmt: skip
ENGLISH = {
    "First Half": "Second Half", "first half": "second half", "30 April": "31 October", "11 May": "10 November",
    "29 May": "27 November", "5 June": "4 December", "in 3 copies": "in 2 copies", "5 working days": "7 working days",
    "Certificates of study (修业), of completion (结业) or of a speciality (专业) issued by":
        "Certificates of study (修业) or of completion (结业) of",
}  # fmt: skip
QUOTED = "各类培训班的修业、结业证书，不能作为学历依据"


@pytest.fixture
def next_round(tmp_path: Path) -> Path:
    """The round after 2026-h1 as it would reach us: its days, copies and two conditions changed."""
    text = (NOTICES / "lianyungang-city/2026-h1.txt").read_text(encoding="utf-8")
    for old, new in NEXT.items():
        assert old in text, old
        text = text.replace(old, new)
    file = tmp_path / "received.txt"
    file.write_text(text, encoding="utf-8")
    return file


def open_clauses(draft: Draft) -> set[str]:
    """Ids of the clauses in which something is to be decided."""
    parts = re.split(r"(?m)^  - id: '?([\w.]+)'?$", draft.yaml)[1:]
    settled = zip(parts[::2], parts[1::2], strict=True)
    return {clause for clause, text in settled if re.search(r"(?m)^(?!\s*#).*\bTODO\b", text)}


def changed_clauses(draft: Draft) -> set[str]:
    before = load(NOTICES).notice(BEFORE)
    assert before is not None
    texts = {canonical(clause.zh) for clause in before.clauses}
    return {clause.id for clause in draft.clauses if canonical(clause.zh) not in texts}


def filled(yaml: str) -> str:
    """What a clerk does: the English that stands above each TODO brought up to date, and the one requirement.

    What was said of earlier words is taken as drafting says it of the new ones.
    """
    lines: list[str] = []
    said: dict[str, str] = {}
    for line in yaml.splitlines():
        said = load_yaml(line.partition(f"{READ_NOW} ")[2], Loader=BaseLoader) if f"{READ_NOW} {{zh:" in line else said
        if open_words := re.match(r"\s*(?:- )?(zh|en): TODO$", line) if said else None:
            lines.append(line.replace("TODO", flow(said[open_words[1]])))
            said = {} if open_words[1] == "en" else said
            continue
        if re.match(r"\s*en: TODO$", line):
            english = lines[-1].partition(": ")[2]
            for old, new in ENGLISH.items():
                english = english.replace(old, new)
            quoted = english.replace("'", "''")
            line = line.replace("TODO", f"'{quoted}'")
        lines.append(line.replace("quote: TODO", f"quote: {QUOTED}").replace("rejects: TODO", "rejects: [certificate]"))
    return "\n".join(lines) + "\n"


def test_a_document_unchanged_leaves_nothing_to_decide() -> None:
    assert import_document(NOTICES / "lianyungang-city/2026-h1.txt", folder=NOTICES, like=BEFORE).todos == 0


def test_only_the_clauses_that_changed_are_to_be_decided(next_round: Path) -> None:
    draft = import_document(next_round, folder=NOTICES, like=BEFORE)
    assert open_clauses(draft) == changed_clauses(draft) == {"0.a", "2.1.5", "2.2.4", "4.1", "4.4", "6.a"}


def test_the_next_round_is_without_problems_once_its_changed_clauses_are_filled(
    next_round: Path, tmp_path: Path
) -> None:
    register = shutil.copytree(NOTICES, tmp_path / "notices")
    out = register / "lianyungang-city" / "2026-h2.yaml"
    write_draft(import_document(next_round, folder=register, like=BEFORE), out)
    out.write_text(filled(out.read_text(encoding="utf-8")), encoding="utf-8")
    notice = publish(load(register)).by_id["lianyungang-city-2026-h2"]
    windows = {(window.key, str(window.opens), str(window.closes)) for window in notice.windows}
    assert windows == {("online", "2026-11-10", "2026-11-27"), ("paper", "2026-11-10", "2026-12-04")}
    assert str(notice.cutoff_day) == "2026-10-31"
    text = out.read_text(encoding="utf-8")
    assert "并公示不少于7个工作日" in text and "a public announcement (公示) for no fewer than 7 working days" in text
    copies = {item.key: item.copies for item in notice.materials}
    assert copies["application_form"] == 2


def test_a_suggestion_names_the_clause_it_comes_from_and_how_alike_they_are(next_round: Path) -> None:
    draft = import_document(next_round, folder=NOTICES, like=BEFORE).yaml
    assert re.search(r"# suggested from 2\.2\.4 of lianyungang-city-2026-h1, 0\.\d\d\n", draft)
    assert "# unchanged from 2.1.2 of lianyungang-city-2026-h1\n" in draft
    assert "# no longer in these words: 各类培训班颁发的修业、结业、专业证书，不能作为学历依据" in draft


def suggested_english(draft: Draft, clause_id: str) -> str:
    return next(clause.english for clause in draft.clauses if clause.id == clause_id)


def received(folder: Path, **changes: str) -> Path:
    """The city's notice with some words in place of others, as it would reach us."""
    text = (NOTICES / "lianyungang-city/2026-h1.txt").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = folder / "received.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_suggested_english_has_the_half_year_and_the_counts_that_changed(tmp_path: Path) -> None:
    changes = {"2026 年度上半年": "2026 年度下半年", "2026 年上半年": "2026 年下半年", "一式三份": "一式两份"}
    changes |= {"毕业学历，在本专业技术岗位见习1年期满": "毕业学历，在本专业技术岗位见习2年期满"}
    draft = import_document(received(tmp_path, **changes), folder=NOTICES, like=BEFORE)
    assert draft.title and draft.title.comment.endswith("for the Second Half of 2026")
    assert suggested_english(draft, "0.a").endswith("for the second half of 2026, as follows:")
    assert "(in 2 copies, exported" in suggested_english(draft, "4.1")
    assert "completed 2 years of probation" in suggested_english(draft, "2.1.1")
    assert "still to change" not in draft.yaml


def test_a_half_year_that_became_something_else_is_named_as_still_to_change(tmp_path: Path) -> None:
    draft = import_document(received(tmp_path, **{"2026 年上半年": "2026 年"}), folder=NOTICES, like=BEFORE)
    assert "still to change in it first half:" in suggested_english(draft, "0.a")


def test_changed_words_are_read_anew_where_the_old_ones_read_as_they_were_settled(tmp_path: Path) -> None:
    changes = {"毕业学历，在本专业技术岗位见习1年期满": "毕业学历，在本专业技术岗位见习2年期满"}
    # A person has settled more of these words than is read in them.
    changes |= {"具备硕士学历或学位、": "具备硕士学历或者学位、"}
    draft = import_document(received(tmp_path, **changes), folder=NOTICES, like=BEFORE)
    of = {clause.id: clause.statements for clause in draft.clauses}
    education, probation = (each for each in of["2.1.1"] if each.group == "requirements")
    assert probation.fields == {"kind": "probation", "months": "TODO", "quote": "TODO"}
    assert probation.comment.endswith("the new words read {months: 24, quote: 在本专业技术岗位见习2年期满}")
    assert "the new words read {admits: [junior_college, secondary_vocational], title: technician," in education.comment
    assert not any("the new words read" in each.comment for each in of["2.1.3"])


def test_the_same_days_without_a_year_are_those_of_the_new_year(tmp_path: Path) -> None:
    text = (NOTICES / "lianyungang-city/2026-h1.txt").read_text(encoding="utf-8")
    received = tmp_path / "received.txt"
    received.write_text(text.replace("2026年5月9日", "2027年5月9日"), encoding="utf-8")
    draft = import_document(received, folder=NOTICES, like=BEFORE)
    windows = [s.fields["value"] for c in draft.clauses for s in c.statements if s.fields.get("fact") == "window"]
    assert windows == ["2027-05-11/2027-05-29", "2027-05-11/2027-06-05"]


def test_a_notice_of_another_jurisdiction_is_suggested_from_too() -> None:
    draft = import_document(NOTICES / "lianyungang-etdz/2023-h2.txt", folder=NOTICES, like=BEFORE)
    by_id = {clause.id: clause for clause in draft.clauses}
    assert by_id["2.2.2"].topics == ("recognition.technical",) and by_id["2.2.2"].en != "TODO"
    assert by_id["2.1.1"].topics == ("level.technician",) and by_id["2.1.1"].en == "TODO"


def test_values_whose_words_are_gone_are_to_be_decided_anew() -> None:
    zone = import_document(NOTICES / "lianyungang-etdz/2023-h2.txt", folder=NOTICES, like=BEFORE)
    scope = next(clause for clause in zone.clauses if clause.id == "1.2")
    [affiliation] = [found for found in scope.statements if found.fields["kind"] == "affiliation"]
    assert (affiliation.fields["quote"], affiliation.fields["admits"]) == ("TODO", "TODO")
    assert "city-other" in affiliation.comment


def test_what_is_read_in_another_offices_words_takes_the_place_of_conditions_that_are_gone() -> None:
    register = ROOT / "tests" / "cases" / "registers" / "example"
    south = register / "example-south" / "2026.txt"
    draft = import_document(south, folder=register, like="example-north-2025")
    of = {clause.id: clause for clause in draft.clauses}
    for clause_id in ("2.1.1", "2.1.2", "2.1.3", "2.1.5"):
        assert not any(each.group == "requirements" for each in of[clause_id].statements)
    assert [(each.fields["kind"], each.fields.get("months")) for each in of["2.1.2"].suggestions] == [
        ("education", None),
        ("probation", "36"),
    ]
    # The clause of the earlier notice that is nearest was on another matter: its topic is none of this one.
    assert of["2.1.4"].topics == ("TODO",)


def test_what_was_said_of_a_number_that_has_gone_is_open_with_what_takes_its_place(tmp_path: Path) -> None:
    draft = import_document(received(tmp_path, 不少于5个工作日="不少于7个工作日"), folder=NOTICES, like=BEFORE)
    [said] = [s for c in draft.clauses if c.id == "4.4" for s in c.statements if s.group == "residual"]
    assert (said.fields["zh"], said.fields["en"]) == ("TODO", "TODO")
    assert "公示不少于7个工作日" in said.comment and "for no fewer than 7 working days" in said.comment
    # Where no one number took its place, what stood there is all that can be said.
    draft = import_document(received(tmp_path, 公示时间不少于5个工作日="并按规定公示"), folder=NOTICES, like=BEFORE)
    [said] = [s for c in draft.clauses if c.id == "4.4" for s in c.statements if s.group == "residual"]
    assert said.fields["zh"] == "TODO" and READ_NOW not in said.comment and "公示不少于5个工作日" in said.comment


ROUNDS = """\
关于开展2026年职称初定工作的通知
各有关单位：
一、时间
（一）第一批次：个人网上申报时间为7月1日至9月20日，单位审核时间为7月1日至9月25日，资历计算到9月30日。
（二）第二批次：个人网上申报时间为10月1日至12月20日，单位审核时间为10月1日至12月25日，资历计算到12月31日。
二、《业绩量化评分表》1份。
示例市南区职称工作办公室
2025年12月22日
"""
EXAMPLE = ROOT / "tests" / "cases" / "registers" / "example"


def test_days_that_only_a_person_can_be_sure_of_are_offered_as_facts(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(ROUNDS, encoding="utf-8")
    first, second = (c for c in import_document(file, folder=EXAMPLE).clauses if c.id in ("1.1", "1.2"))
    offered = [(each.topic, each.fields["value"]) for each in (*first.offered, *second.offered)]
    assert offered == [
        ("window.review", "2026-07-01/2026-09-25"),
        ("window.review", "2026-10-01/2026-12-25"),
        ("cutoff", "2026-12-31"),
    ]
    assert first.topics == ("window.online", "cutoff", "window.review")
    # A register without a topic for them says so in a note, as of any other day.
    plain = import_document(file, folder=NOTICES)
    assert not any(each.topic == "window.review" for clause in plain.clauses for each in clause.offered)
    assert "单位审核时间为10月1日至12月25日”, 2026-10-01/2026-12-25: when employers act" in plain.yaml


def test_a_paper_that_is_called_as_a_topic_is_that_paper(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(ROUNDS, encoding="utf-8")
    [paper] = [s for c in import_document(file, folder=EXAMPLE).clauses for s in c.statements if s.group == "materials"]
    assert paper.fields["key"] == "score_sheet"


def test_another_offices_conditions_leave_nothing_to_fill_in_where_the_words_are_read(tmp_path: Path) -> None:
    draft = import_document(EXAMPLE / "example-south" / "2026.txt", folder=EXAMPLE, like="example-north-2025")
    [clause] = [clause for clause in draft.clauses if clause.id == "2.1.4"]
    assert not any(each.group == "requirements" for each in clause.statements)
    assert [each.fields["kind"] for each in clause.suggestions] == ["education"]
