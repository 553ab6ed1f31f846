"""Who runs the site, as the centre has set it: every page's footer has what is set there."""

from dataclasses import dataclass

from generator.centre.settings import FooterLine, Imprint
from generator.languages import Translate
from generator.words.typography import telephone_link
from selfcheck.words import day

REGISTERS = {"icp": "https://beian.miit.gov.cn/", "police": "https://beian.mps.gov.cn/"}
"""Where the numbers of a site are looked up; both have to link there."""


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its value, and where the value leads, if anywhere."""

    name: str
    value: str
    href: str = ""


def imprint_lines(imprint: Imprint, t: Translate, language: str) -> tuple[Line, ...]:
    """What is set, in one language."""
    values = {
        "organiser": (imprint.organiser and imprint.organiser.of(language), ""),
        "telephone": (imprint.telephone, imprint.telephone and telephone_link(imprint.telephone)),
        "mail": (imprint.mail, f"mailto:{imprint.mail}"),
        "address": (imprint.address and imprint.address.of(language), ""),
        "feedback": (imprint.feedback and t("site.imprint.write"), imprint.feedback),
        "identifier": (imprint.identifier, ""),
        **{name: (getattr(imprint, name), address) for name, address in REGISTERS.items()},
        "checked": (imprint.checked and day(imprint.checked, language), ""),
    }
    return tuple(Line(t(f"site.imprint.{name}"), value, href) for name, (value, href) in values.items() if value)


def footer_lines(lines: tuple[FooterLine, ...], language: str) -> tuple[Line, ...]:
    """The centre's own lines of the footer, which have no name."""
    return tuple(Line("", line.of(language), line.href or "") for line in lines)
