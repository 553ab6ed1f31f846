"""Who runs the site, as `mkdocs.yml` says it under `extra.imprint`: every page's footer has what is set there."""

from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.languages import Translate
from generator.register.problems import BadInput
from generator.words.typography import telephone_link
from selfcheck.words import day

PLACE = "mkdocs.yml: extra.imprint"
REGISTERS = {"icp": "https://beian.miit.gov.cn/", "police": "https://beian.mps.gov.cn/"}
"""Where the numbers of a site are looked up; both have to link there."""


class BothLanguages(BaseModel):
    """A name in both languages."""

    model_config = ConfigDict(extra="forbid", strict=True)
    zh: str
    en: str


class Imprint(BaseModel):
    """What is set; nothing of it is ever made up."""

    model_config = ConfigDict(extra="forbid", strict=True)
    organiser: BothLanguages | None = None
    telephone: str = ""
    mail: str = ""
    feedback: str = ""
    identifier: str = ""
    icp: str = ""
    police: str = ""
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its value, and where the value leads, if anywhere."""

    name: str
    value: str
    href: str = ""


def read_imprint(given: object) -> Imprint:
    """What `mkdocs.yml` sets; raises ``BadInput`` with every fault."""
    try:
        return Imprint.model_validate(given or {})
    except ValidationError as error:
        places = ((".".join(map(str, fault["loc"])), fault) for fault in error.errors())
        raise BadInput(
            [
                f"{PLACE}{'.' if place else ''}{place}: {fault['msg']}, found {fault['input']!r}"
                for place, fault in places
            ]
        ) from None


def imprint_lines(imprint: Imprint, t: Translate, language: str) -> tuple[Line, ...]:
    """What is set, in one language."""
    organiser = imprint.organiser and getattr(imprint.organiser, language)
    values = {
        "organiser": (organiser, ""),
        "telephone": (imprint.telephone, imprint.telephone and telephone_link(imprint.telephone)),
        "mail": (imprint.mail, f"mailto:{imprint.mail}"),
        "feedback": (imprint.feedback and t("site.imprint.write"), imprint.feedback),
        "identifier": (imprint.identifier, ""),
        **{name: (getattr(imprint, name), address) for name, address in REGISTERS.items()},
        "checked": (imprint.checked and day(imprint.checked, language), ""),
    }
    return tuple(Line(t(f"site.imprint.{name}"), value, href) for name, (value, href) in values.items() if value)
