"""Reads education, titles, series and times of a notice's words as the answers that the contract names."""

import re
from dataclasses import dataclass

from generator.register.ordinals import number_of

EDUCATION = {
    "technical_preparatory": r"预备技师(?:（技师）|\(技师\))?班?|技师班",
    "technical_senior": "高级工(?!职业|技能|资格|证)班?",
    "technical_intermediate": "中级工班?",
    "doctor": r"博士(?!后)(?:毕业)?(?:研究生)?(?:学历|学位)?",
    "second_bachelor": "第二学士学位|双学士(?:学位)?|第二学士",
    "graduate_class": "研究生班",
    "master": r"硕士(?:毕业)?(?:研究生)?(?:学历|学位)?|研究生(?:学历)?",
    "bachelor": r"大学本科|本科|学士(?:学位)?",
    "junior_college": r"大学专科|大专|专科|高职|高等职业(?:学校|教育)?",
    "secondary_vocational": r"中等职业(?:学校|教育)?|中等专业(?:学校)?|中专(?!院校)|中职|职高|职业高中|技校",
    "high_school": r"普通高中|高中(?!级)",
}
SCHOOLED = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in EDUCATION.items()))
LOWER = {
    "doctor": "master",
    "master": "bachelor",
    "bachelor": "junior_college",
    "junior_college": "secondary_vocational",
}

TITLES = {
    "technician": r"技术员|[“\"]?员[”\"]?级|三级(?:实习指导)?教师",
    "assistant": "助理(?:级|工程师|讲师|研究员|馆员|农艺师|经济师|会计师|实验师|编辑|记者|翻译)|助教|助理"
    '|二级(?:实习指导)?教师|[“"]?助师[”"]?级?',
    "intermediate": "中级(?!工)|“师”级|(?<!助理)(?<!高级)(?:工程师|讲师|农艺师|馆员)|一级(?:实习指导)?教师",
}
TITLED = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in TITLES.items()) + "|(?P<unsure>初级)")

SERIES = {
    "经济": "economics", "会计": "accounting", "统计": "statistics", "审计": "audit", "卫生": "health",
    "卫生技术": "health", "卫生专业": "health", "船舶": "shipping", "船舶专业技术": "shipping", "翻译": "translation",
    "出版": "publishing", "通信": "telecom", "通信专业技术": "telecom", "计算机": "software",
    "计算机技术与软件": "software", "计算机软件": "software", "计算机技术与软件专业": "software",
    "计算机与软件": "software", "软件": "software", "医疗卫生": "health", "卫生系列": "health",
}  # fmt: skip
"""Series in which the country examines."""
NAMED_SERIES = SERIES | {
    "档案": "archives", "思想政治工作": "political_work", "政工": "political_work", "工程": "engineering",
    "药学": "pharmacy", "农业": "agriculture", "自然科学研究": "natural_science_research",
    "社会科学研究": "social_science_research", "高校教师": "university_teaching",
    "高等学校教师": "university_teaching", "中等职业学校教师": "secondary_vocational_teaching",
    "中小学教师": "school_teaching", "技工院校教师": "technical_school_teaching", "新闻": "journalism",
    "播音": "broadcasting", "律师": "lawyer", "公证员": "notary", "公证": "notary", "图书资料": "library",
    "艺术": "arts",
}  # fmt: skip

NUMBER = r"(?:\d{1,2}(?:\.\d)?|[一二两三四五六七八九十]{1,2})"
TIME = re.compile(
    rf"(?:满|期|达到?|不少于|须|工作|见习期?|试用期?)?\s*(?P<years>{NUMBER})\s*年(?!度|级|制)(?P<half>半)?(?:期满|以上|及以上|期)?"
    rf"|(?:满|达到?|不少于)?\s*(?P<months>{NUMBER})\s*个月(?:期满|以上|及以上)?|(?:满|达到?)\s*(?P<six>半)年(?:以上)?"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A length of time and its place in a text."""

    months: int
    start: int
    end: int


BOTH_COLLEGES = re.compile("大中专(?!院校)|大、中专(?!院校)")
NOT_MEANT = re.compile("（[^（）]*(?:不受|不含|不包括|不限|除外|不在)[^（）]*）|(?:不含|不包括)[^，。；]*")


def education_in(words: str) -> list[str]:
    """The education that ``words`` name and do not leave out, in their order, each once."""
    words = BOTH_COLLEGES.sub("大专、中专", NOT_MEANT.sub("，", words))
    return list(dict.fromkeys(str(match.lastgroup) for match in SCHOOLED.finditer(words)))


def titles_in(words: str) -> list[str]:
    """The titles that ``words`` name; ``unsure`` for 初级, which covers two."""
    return list(dict.fromkeys(str(match.lastgroup) for match in TITLED.finditer(words)))


def series_in(words: str) -> list[str]:
    """The series that ``words`` name, the longest names first where one contains another."""
    names = "|".join(sorted(NAMED_SERIES, key=len, reverse=True))
    return list(dict.fromkeys(NAMED_SERIES[name] for name in re.findall(names, words)))


def times_in(text: str, start: int = 0, end: int | None = None) -> list[Time]:
    """The lengths of time in ``text``, in months; a calendar year (2025年) is none."""
    found = []
    for match in TIME.finditer(text, start, len(text) if end is None else end):
        written = match["years"] or match["months"] or "6"
        number = float(written) if "." in written else float(number_of(written) or 0)
        months = number * 12 + (6 if match["half"] else 0) if match["years"] else number
        calendar = match["years"] and re.search(r"\d$", text[: match.start("years")])
        if months and not calendar and months == int(months):
            found.append(Time(int(months), match.start() + len(match[0]) - len(match[0].lstrip()), match.end()))
    return found
