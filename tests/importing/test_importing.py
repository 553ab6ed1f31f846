"""A document of any city becomes a draft that keeps its words, finds its clauses, and asks for the rest."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser
from proof import LONG

from bench.converted import docx_of, lines_of, pdf_of
from bench.shares import SOURCES, found_and_wanted
from generator.folders import ROOT
from generator.importing.draft import Draft
from generator.importing.drafting import import_document
from generator.importing.notes import note
from generator.register.places import read_yaml
from selfcheck.answers import JsonObject

pytestmark = LONG

NOTICES = ROOT / "notices"
DOCUMENTS = ROOT / "tests" / "cases" / "documents"
CASES = sorted(file for file in DOCUMENTS.iterdir() if file.suffix != ".yaml")
EVERY = pytest.mark.parametrize("document", CASES, ids=lambda file: file.name)
SOURCE = pytest.mark.parametrize("source", SOURCES)


def bare(text: str) -> str:
    """Without white space and marks of Markdown, written apart from the program's own rule."""
    return re.sub(r"[\s*<>#\ufeff]", "", re.sub(r"(?m)^\s*-{3,}\s*$", "", text))


def undone(draft: Draft, annexed: bool = False) -> str:
    """The clauses as received: every correction taken back, by the contract's own words."""
    parts = []
    for clause in draft.clauses:
        if clause.annexed != annexed:
            continue
        text = clause.label + clause.zh
        for change in clause.changes:
            assert text.count(change.published) == 1, clause.id
            text = text.replace(change.published, change.received)
        parts.append(text)
    return "".join(parts)


def plain(draft: Draft) -> JsonObject:
    """The draft as a reader of its YAML has it."""
    content: JsonObject = yaml.load(draft.yaml, Loader=yaml.BaseLoader)
    return content


def decoded(file: Path) -> str:
    encoding = {"a-county-in-gb18030": "gb18030", "in-utf-16-with-a-byte-order-mark": "utf-16"}.get(file.stem, "utf-8")
    return file.read_text(encoding=encoding)


def summary(draft: Draft) -> JsonObject:
    """What a case expects: the head, a line a clause, and a line a fact or material."""
    content = plain(draft)
    clauses = [*content["clauses"], *content.get("annexes", [])]
    statements = [f"{c['id']} {fact['fact']} {fact['value']}" for c in clauses for fact in c.get("facts", [])]
    statements += [f"{c['id']} {m['key']} {m.get('copies', '-')}" for c in clauses for m in c.get("materials", [])]
    head = {
        key: content[key]["zh"] if isinstance(content[key], dict) else content[key]
        for key in content
        if key not in ("clauses", "annexes")
    }
    return head | {"clauses": [f"{c['id']} {c['label']}".strip() for c in clauses], "found": statements}


# Documents of other cities


@EVERY
def test_a_document_becomes_the_clause_tree_and_facts_that_a_reader_sees_in_it(document: Path) -> None:
    expected = yaml.load(document.with_suffix(".yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert summary(import_document(document, folder=NOTICES)) == expected


@EVERY
def test_the_clauses_with_their_corrections_undone_are_the_body_of_the_document(document: Path) -> None:
    draft = import_document(document)
    body = bare(undone(draft))
    head, found, signature = bare(draft.received).partition(body)
    assert found
    title = draft.title.zh if draft.title else ""
    assert bare(title) in head
    issuer = draft.issuer.zh if draft.issuer else ""
    assert signature == "" or signature.startswith(bare(issuer))
    assert signature.endswith(bare(undone(draft, annexed=True)))


@pytest.mark.parametrize("document", [case for case in CASES if case.suffix != ".html"], ids=lambda file: file.name)
def test_the_text_kept_beside_a_draft_is_that_of_the_file(document: Path) -> None:
    assert bare(import_document(document).received) == bare(decoded(document))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
def test_a_text_is_read_in_whatever_encoding_it_comes(encoding: str, tmp_path: Path) -> None:
    text = decoded(DOCUMENTS / "articles-and-paths.txt").removeprefix("\ufeff")
    (tmp_path / "notice.txt").write_bytes(text.encode(encoding))
    assert import_document(tmp_path / "notice.txt").received == text


def test_traditional_chinese_in_big5_is_not_taken_for_simplified_chinese(tmp_path: Path) -> None:
    text = "關於專業技術資格初定工作的通知\n各有關單位：\n一、初定範圍\n在市直各類企事業單位從事專業技術工作的人員。\n"
    (tmp_path / "notice.txt").write_bytes(text.encode("big5"))
    assert import_document(tmp_path / "notice.txt").received == text


def test_every_word_of_a_page_is_kept_but_not_its_menus_and_programs() -> None:
    page = (DOCUMENTS / "a-university.html").read_text(encoding="utf-8")
    body = page[page.index("<h1>") : page.index('<div class="footer">')]
    words = [word for word in re.split(r"<[^>]*>|&\w+;|\s+", body) if word]
    received = import_document(DOCUMENTS / "a-university.html").received
    assert [word for word in words if word not in received] == []
    assert "师资队伍" not in received and "不是正文" not in received and "上一篇" not in received


@EVERY
def test_the_yaml_of_a_draft_reads_back_as_the_draft(document: Path, tmp_path: Path) -> None:
    draft = import_document(document, folder=NOTICES)
    file = tmp_path / "draft.yaml"
    file.write_text(draft.yaml, encoding="utf-8")
    content: Any = read_yaml(file, "draft.yaml")[0]
    read = [
        (clause["id"], clause["label"], clause["zh"]) for clause in [*content["clauses"], *content.get("annexes", [])]
    ]
    assert read == [(clause.id, clause.label, clause.zh) for clause in draft.clauses]
    assert len({clause.id for clause in draft.clauses}) == len(draft.clauses)


@EVERY
def test_every_quote_stands_in_its_clause(document: Path) -> None:
    for clause in import_document(document, folder=NOTICES).clauses:
        for statement in clause.statements:
            assert statement.quote in clause.zh


# The two sources


@SOURCE
def test_of_a_source_all_is_found_that_its_curated_notice_holds(source: str) -> None:
    for kind, (found, wanted) in found_and_wanted(NOTICES / f"{source}.txt", source).items():
        assert found == wanted, kind


@SOURCE
def test_every_title_in_marks_of_a_source_is_kept(source: str) -> None:
    received = (NOTICES / f"{source}.txt").read_text(encoding="utf-8")
    texts = "".join(clause.zh for clause in import_document(NOTICES / f"{source}.txt").clauses)
    assert sorted(re.findall("《.*?》", texts)) == sorted(re.findall("《.*?》", received))


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Path:
    """The two sources as .docx by python-docx and as .pdf printed by Chromium."""
    folder = tmp_path_factory.mktemp("converted")
    for source in SOURCES:
        lines = lines_of((NOTICES / f"{source}.txt").read_text(encoding="utf-8"))
        (folder / source).parent.mkdir(exist_ok=True)
        (folder / f"{source}.docx").write_bytes(docx_of(lines))
        (folder / f"{source}.pdf").write_bytes(pdf_of(lines, chromium))
    return folder


@SOURCE
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_same_is_found_in_a_word_file_and_in_a_printed_one(source: str, suffix: str, converted: Path) -> None:
    document = converted / f"{source}{suffix}"
    for kind, (found, wanted) in found_and_wanted(document, source).items():
        # A printed line that goes on over the page's end is one line again, and needs no correction.
        if kind != "corrections":
            assert found == wanted, kind
    given = "".join(lines_of((NOTICES / f"{source}.txt").read_text(encoding="utf-8")))
    assert bare(import_document(document).received) == bare(given)


def test_of_a_list_of_exclusions_none_is_called_enough_and_of_conditions_one_is(tmp_path: Path) -> None:
    text = "通知\n\n一、有下列情形之一的，不得申报：\n\n1.公务员；\n\n二、具备下列条件之一：\n\n1.专利1件；\n"
    (tmp_path / "notice.txt").write_text(text, encoding="utf-8")
    draft = import_document(tmp_path / "notice.txt", folder=NOTICES).yaml
    assert draft.count("(条件之一)") == 1
    assert note("one_of") in draft


def test_ordinals_that_word_counts_by_itself_are_labels(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    numbering = document.part.numbering_part.element
    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    printed = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum xmlns:w="{main}" w:abstractNumId="77">{printed}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num xmlns:w="{main}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_paragraph("关于职称初定的通知")
    document.add_paragraph("各单位：")
    for level, text in ((0, "条件"), (1, "学历"), (2, "本科毕业。"), (2, "专科毕业。"), (1, "资历。"), (0, "时间")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        listed = f'<w:numPr xmlns:w="{main}"><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        properties.append(parse_xml(listed))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "网上申报", "3月1日至3月9日"
    document.save(str(tmp_path / "numbered.docx"))
    clauses = import_document(tmp_path / "numbered.docx").clauses
    assert [(clause.id, clause.label, clause.zh) for clause in clauses] == [
        ("1", "一、", "条件"), ("1.1", "（一）", "学历"), ("1.1.1", "1.", "本科毕业。"), ("1.1.2", "2.", "专科毕业。"),
        ("1.2", "（二）", "资历。"), ("2", "二、", "时间"), ("2.a", "", "网上申报 3月1日至3月9日"),
    ]  # fmt: skip


WORDS = """学历 ， 材料 、 本科毕业 或 满3年 （ ） 每人 60元 2025年3月1日 至 截止 公务员 不 可初定 助理级 ； 《 》 表
一式 2份 联系人： 张三 0518-85812002 即日起 申报 前 处分 期 各 从 事 职称 报送 室 3号 路 全日制 “ 提供 证明 ： 纸质
一、 ① 按 视同 大专 。 技术员 二〇二五年 三月 科 12345"""


@pytest.mark.parametrize("seed", range(12))
def test_the_words_of_notices_are_read_in_any_order(seed: int, tmp_path: Path) -> None:
    drawn = random.Random(seed)
    lines = ["".join(drawn.choices(WORDS.split(), k=120)) for _ in range(6)]
    file = tmp_path / "notice.txt"
    file.write_text("\n".join(["关于职称初定的通知", "各单位：", "一、申报材料：", *lines]), encoding="utf-8")
    assert import_document(file).clauses


def test_what_may_have_been_cut_or_glued_together_says_so(tmp_path: Path) -> None:
    lines = [
        "关于做好职称初定工作的通知",
        "各有关单位：",
        "一、申报人员应当如实填写，所在单位应当认真审核",
        "（加盖公章）并对材料的真实性负责。",
        "二、申报条件：（一）遵守法律法规；（三）年度考核合格。",
        "三、申报材料",
        "1.申报表；",
        "2.其他材料：",
        "①业务总结；",
        "②获奖证书。",
        "以上材料均须提供原件。",
        "某市人力资源和社会保障局",
        "2026年1月8日",
    ]
    (tmp_path / "notice.txt").write_text("\n".join(lines), encoding="utf-8")
    clauses = {clause.id: clause for clause in import_document(tmp_path / "notice.txt").clauses}
    assert clauses["0.a"].zh.startswith("（加盖公章）") and clauses["0.a"].notes == (note("cut"),)
    assert clauses["2"].notes == (note("inside", label="（一）"),)
    assert clauses["3.2.1"].zh == "业务总结；" and not clauses["3.2.1"].notes
    # What is said of all of them stands beside the list, and not in its last member.
    assert clauses["3.a"].zh.startswith("以上材料")
