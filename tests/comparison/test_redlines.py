"""What is marked between two texts, as a reader would mark it: hand-made cases, and what holds of any two texts."""

import json
import random
import subprocess
import sys
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from proof import LONG

from generator.comparing.comparisons import Comparisons
from generator.comparison.redline import Redline, redline, words_of
from generator.folders import ROOT
from generator.published.notice import PublishedNotice
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words
from generator.words.segments import chinese_words, english_words, shared_tokenizer

pytestmark = LONG

CASES = yaml.safe_load((ROOT / "tests/cases/redlines.yaml").read_text(encoding="utf-8"))
PUBLICATION = publish(load(ROOT / "notices"))
COMPARISONS = Comparisons(PUBLICATION, load_words(ROOT / "site_src" / "words"))
CITY, ZONE = (PUBLICATION.by_id[known] for known in ("lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"))
WRITTEN = (
    *("专业", "技术", "初定", "的", "和", "，", "、", "。", "（", "）", "“", "”", " ", "\n", "2", "3", "份", "年"),
    *("2026年4月30日", "5月11日至29日", "《申报表》", "0518-85812002", "https://a.example/b", "the", "Form", "of"),
)
TEXTS = st.lists(st.sampled_from(WRITTEN) | st.text(max_size=4), max_size=40)
OTHER_FORMS = {
    **{"，": ",", "（": "(", "）": ")", "“": "「", "”": "」", "2": "二", "3": "３", " ": "\u3000", "the": "The"},
    **{"2026年4月30日": "2026 年 4 月 30 日", "5月11日至29日": "5月11日-5月29日", "《申报表》": "《申报表 》"},
}


def cut(text: str, language: str) -> list[str]:
    return chinese_words(text, shared_tokenizer(PUBLICATION.glossary)) if language == "zh" else english_words(text)


def marked(found: Redline) -> str:
    """The redline as the cases write it."""
    if found.rewritten:
        return "rewritten"
    marks = (b if same else (a and f"[-{a}-]") + (b and f"{{+{b}+}}") for same, a, b in found.runs)
    return "".join(marks)


def joined(found: Redline) -> tuple[str, str]:
    return "".join(a for _, a, _ in found.runs), "".join(b for _, _, b in found.runs)


def swapped(found: Redline) -> list[tuple[bool, str, str]]:
    return [(same, b, a) for same, a, b in found.runs]


@pytest.mark.parametrize(
    ("language", "case"),
    [(language, case) for language, cases in CASES.items() for case in cases],
    ids=[case["marked"].replace("\n", " ") for cases in CASES.values() for case in cases],
)
def test_marks_are_those_of_a_careful_reader(language: str, case: dict[str, str]) -> None:
    found = redline(cut(case["a"], language), cut(case["b"], language))
    assert marked(found) == case["marked"]
    assert joined(found) == (case["a"], case["b"])


def texts_of_topics() -> list[tuple[str, list[str], list[str]]]:
    """Every topic that both notices treat, in both languages: its name and the words of either side."""
    pairs = []
    for row in COMPARISONS.between(ZONE, CITY).rows:
        if row.a and row.b:
            for language in ("zh", "en"):
                one, other = (cut(side.text(language), language) for side in (row.a, row.b))
                pairs.append((f"{row.topic}-{language}", one, other))
    return pairs


PAIRS = texts_of_topics()


@pytest.mark.parametrize(("a", "b"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_a_topic_of_the_two_notices_reassembles_and_swaps(a: list[str], b: list[str]) -> None:
    found = redline(a, b)
    assert joined(found) == ("".join(a), "".join(b))
    again = redline(b, a)
    assert (swapped(again), again.rewritten) == (found.runs, found.rewritten)


@given(TEXTS, TEXTS)
def test_both_texts_reassemble_from_the_runs(a: list[str], b: list[str]) -> None:
    assert joined(redline(a, b)) == ("".join(a), "".join(b))


@given(TEXTS, TEXTS)
def test_swapping_the_texts_swaps_gone_and_new(a: list[str], b: list[str]) -> None:
    found, again = redline(a, b), redline(b, a)
    assert (swapped(again), again.rewritten) == (found.runs, found.rewritten)


@given(TEXTS)
def test_equal_texts_have_no_mark(words: list[str]) -> None:
    assert all(same for same, _, _ in redline(words, list(words)).runs)


@given(st.lists(st.sampled_from(WRITTEN), max_size=40), st.randoms(use_true_random=False))
def test_width_brackets_spaces_and_written_forms_alone_are_never_marked(
    words: list[str], chance: random.Random
) -> None:
    other = []
    for word in words:
        other += chance.choice([[], [" "], ["（"], ["]"], ["”"]])
        other.append(chance.choice([word, OTHER_FORMS.get(word, word)]))
    assert all(same for same, _, _ in redline(words, other).runs)


@given(TEXTS, TEXTS)
def test_marks_and_what_stays_take_turns(a: list[str], b: list[str]) -> None:
    kinds = [same for same, _, _ in redline(a, b).runs]
    assert all(one != other for one, other in pairwise(kinds))


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    return {path: make() for path, make in COMPARISONS.files().items()}


@pytest.mark.parametrize("notice", PUBLICATION.notices, ids=lambda notice: notice.id)
def test_published_lengths_cut_every_clause_into_its_words(published: dict[str, str], notice: PublishedNotice) -> None:
    lengths = json.loads(published[f"notices/{notice.id}.words.json"])
    assert list(lengths) == [clause.id for clause in notice.clauses]
    for clause in notice.clauses:
        for language, text in (("zh", clause.zh), ("en", clause.en)):
            words = words_of(text, lengths[clause.id][language])
            assert "".join(words) == text and all(words)
            assert words == cut(text, language)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("计算到2026年4月30日", "计算|到|2026年4月30日"),
        ("时间：2023 年 11 月 20 日-12 月 8 日", "时间|：|2023 年 11 月 20 日-12 月 8 日"),
        ("一式三份", "一|式|三|份"),
        ("在《专业技术资格初定申报表》签字", "在|《专业技术资格初定申报表》|签字"),
        ("职称初定与初定", "职称|初定|与|初定"),
        ("网址（http://rsj.lyg.gov.cn/）", "网址|（|http://rsj.lyg.gov.cn/|）"),
        ("电话：0518—85812002", "电话|：|0518—85812002"),
    ],
)
def test_chinese_is_cut_into_words_with_days_names_and_addresses_whole(text: str, words: str) -> None:
    assert cut(text, "zh") == words.split("|")


@pytest.mark.parametrize("language", ["zh", "en"])
@given(st.text(alphabet="2026年4月30日至一二十〇—/. to May《》（）”，。https://w.a@b份\n专业技术初定的", max_size=60))
def test_words_of_any_text_are_that_text(language: str, text: str) -> None:
    words = cut(text, language)
    assert "".join(words) == text and all(words)
    assert joined(redline(words, [])) == (text, "")


def test_redlines_need_the_standard_library_alone() -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import generator.comparison.redline; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, str(ROOT)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    ours = {name for name in done.stdout.split() if name.startswith("generator")}
    assert all(name == "generator" or name.startswith(("generator.comparison", "generator.notation")) for name in ours)
