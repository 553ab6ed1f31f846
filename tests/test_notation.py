"""Links, telephone numbers and Chinese numbers as notices write them."""

import re
from html import unescape

import pytest

from generator.notation import chinese_number
from generator.words.typography import linked


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("见http://a.gov.cn/x?id=1&b=2#top，再登录", ["http://a.gov.cn/x?id=1&b=2#top"]),
        ("（https://a.gov.cn:8080/p）", ["https://a.gov.cn:8080/p"]),
        ("(see http://a.gov.cn/x?y=1).", ["http://a.gov.cn/x?y=1"]),
        ("http://a.gov.cn/x(1)y)后", ["http://a.gov.cn/x(1)y"]),
        ("http://a.gov.cn/?q=%E5%88%9D、http://b.gov.cn/", ["http://a.gov.cn/?q=%E5%88%9D", "http://b.gov.cn/"]),
        ("http://a.gov.cn,http://b.cn;0518-85812002", ["http://a.gov.cn", "http://b.cn", "tel:+86-518-85812002"]),
        ("<http://a.gov.cn/~b/c-d>……", ["http://a.gov.cn/~b/c-d"]),
        ("“http://a.gov.cn/x？”：", ["http://a.gov.cn/x"]),
        ("Is it http://a.gov.cn/x?", ["http://a.gov.cn/x"]),
        ("0518—85812002、0518－ 85812002", ["tel:+86-518-85812002"] * 2),
        ("2026-85812002、0518-858120021", []),
    ],
)
def test_a_link_is_whole_and_ends_before_what_belongs_to_the_sentence(text: str, links: list[str]) -> None:
    assert re.findall('href="([^"]*)"', unescape(linked(text))) == links
    assert linked(text).striptags() == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("〇", 0), ("零", 0), ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99)),
        *(("百", 100), ("一百〇五", 105), ("一百二十", 120), ("两千", 2000), ("二〇二六", 2026), ("二零二六", 2026)),
        *((text, None) for text in ("", "二三十", "十十", "三百千", "12", "甲")),
    ],
)
def test_chinese_numerals_are_read_as_the_number_that_they_write(text: str, number: int | None) -> None:
    assert chinese_number(text) == number
