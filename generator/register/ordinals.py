"""Printed ordinals: their forms and their numbers."""

import re
import unicodedata
from dataclasses import dataclass

from generator.notation import DIGITS as CHINESE_DIGITS
from generator.notation import chinese_number

CHINESE = f"[{CHINESE_DIGITS}十]{{1,3}}"
DIGITS = r"[0-9０-９]{1,2}"
FORMS = {
    "article": rf"第\s*(?P<article>{CHINESE}|{DIGITS})\s*(?P<unit>[章节条编]|部分)[、:：.．]?",
    "chinese_bracket": rf"[（(〔\[【]\s*(?P<chinese_bracket>{CHINESE})\s*[）)〕\]】][、.．]?",
    "chinese": rf"(?P<chinese>{CHINESE})\s?[、.．]",
    "path": r"(?P<path>\d{1,2}(?:[.．]\d{1,2}){1,3})[.．、]?(?=[\s\u3400-\u9fff《“（(])"
    r"(?!\s?(?:年(?!限)|月|日|万|元|%|米|分|倍|小时|个|号|版))",
    "digit": rf"(?P<digit>{DIGITS})\s?(?:[、]|[.．](?![0-9０-９])|[.．](?=(?:19|20)\d\d\s?[年-]))",
    "digit_padded": r"(?P<digit_padded>0[1-9])(?=\s+[\u3400-\u9fff])(?!\s+[年月日时分号])",
    "digit_bare": r"(?P<digit_bare>[1-9]\d?)(?=\s+[\u3400-\u9fff]{2,12}$)"
    r"(?!\s+(?:[年月日号名份项次天周元万页门]|个(?!人)|时(?![间限])|分(?!工)|人(?![员事才力])|小时|学时))",
    "digit_half": rf"(?P<digit_half>{DIGITS})\s?[)）][、.．]?",
    "digit_bracket": rf"[（(〔\[【]\s*(?P<digit_bracket>{DIGITS})\s*[）)〕\]】][、.．]?",
    "circled": r"(?P<circled>[①-⑳㉑-㉟])[、.．]?",
    "circled_bracket": r"(?P<circled_bracket>[⑴-⒇])[、.．]?",
    "circled_dot": r"(?P<circled_dot>[⒈-⒛])",
}
"""Tried in this order; the group named after a form holds its number."""

LABEL = re.compile(r"\s*(?P<label>" + "|".join(f"(?:{form})" for form in FORMS.values()) + r")\s*")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A printed ordinal: its text as printed, its form and its number."""

    label: str
    form: str
    number: int
    path: tuple[int, ...] = ()
    """Every number of a form like 2.3.1; empty for all others."""

    @property
    def family(self) -> str:
        """Forms a careless writer mixes in one list share a family: （二） after 一、, 2) after (1)."""
        if self.form.startswith("article"):
            return self.form
        return "chinese" if self.form.startswith("chinese") else "digit"


def ordinal_at(text: str, start: int = 0) -> tuple[Ordinal, int] | None:
    """The ordinal in ``text`` at ``start`` and the index after it; None where there is none."""
    match = LABEL.match(text, start)
    if not match:
        return None
    written = next((name, group) for name in FORMS if (group := match.group(name)))
    name, core = written
    cores = re.split("[.．]", core) if name == "path" else [core]
    numbers = tuple(number for part in cores if (number := number_of(part)))
    if len(numbers) < len(cores):
        return None
    label = match.group("label")
    ordinal = Ordinal(label, form_of(name, label, match), numbers[-1], numbers if name == "path" else ())
    return ordinal, match.end()


def form_of(name: str, label: str, match: re.Match[str]) -> str:
    """The form with its punctuation: 1. and 1、 differ, （一） and (一) do not."""
    if name == "article":
        return f"article{match.group('unit')}"
    if name == "path":
        return f"path{len(re.findall('[.．]', match.group('path')))}"
    return name + ("、" if name in ("digit", "chinese") and label.endswith("、") else "")


def number_of(core: str) -> int | None:
    """The number ``core`` stands for (三, 12, ⑦); None unless it is from 1 to 99."""
    core = "".join(core.split())
    if len(core) == 1 and unicodedata.numeric(core, 0) == int(unicodedata.numeric(core, 0)) > 0:
        return int(unicodedata.numeric(core))
    folded = unicodedata.normalize("NFKC", core).strip("().")
    if folded.isascii() and folded.isdigit():
        return int(folded) or None
    # A run of digits such as 二三 is not an ordinal.
    number = chinese_number(folded) if "十" in folded else None
    return number if number and number < 100 else None
