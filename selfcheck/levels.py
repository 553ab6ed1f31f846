"""Finds the title an applicant's education leads to, and the clause that says so."""

from collections.abc import Iterable

from .answers import Answers
from .notice import Notice, Requirement

LEVEL = ("education", "completion")
"""The answers that decide the title."""


class Level:
    """``state``: ``known``, ``unknown`` (waits on ``needs``), ``open`` (the notice leaves it open) or ``none``.

    ``education`` is the status of the education alone: ``met``, ``unmet`` or ``refer``. ``requirement`` admits it or,
    if none does, is the lowest level's; ``source`` is the requirement by which it counts as ``counted_as``.
    """

    __slots__ = ("counted_as", "education", "needs", "requirement", "source", "state", "title", "words")

    def __init__(
        self,
        state: str,
        education: str | None = None,
        requirement: Requirement | None = None,
        needs: tuple[str, ...] = (),
        *,
        counted_as: str | None = None,
        source: Requirement | None = None,
        title: str | None = None,
        words: str | None = None,
    ) -> None:
        self.state = state
        self.education = education
        self.requirement = requirement
        self.needs = needs
        self.counted_as = counted_as
        self.source = source or requirement
        self.title = title
        self.words = words


def level_of(notice: Notice, answers: Answers) -> Level:
    """The level for these answers."""
    held, how = answers["education"], answers["completion"]
    open_keys = tuple(key for key in LEVEL if answers[key] is None)
    if held is None:
        return Level("unknown", needs=open_keys)
    levels = notice.all("education")
    for requirement in levels:
        if held in requirement.get("open", {}).get("education", ()):
            return Level("open", "refer", requirement, words=requirement["open"]["words"])
    counted, source = _counted_as(notice, held)
    admitting = _admitting(levels, counted)
    if admitting is None:
        route = _admitting(notice.all("advancement"), counted)
        if route is not None:
            return Level("open", "refer", route, words=route["quote"])
        return Level("none", "unmet", next(iter(levels), None))
    if how is None:
        return Level("unknown", "met", admitting, open_keys)
    if how == "certificate":
        return Level("none", "met", admitting)
    if how == "completed":
        lowering = next((r for r in notice.all("completion") if held in r.get("lowers", ())), None)
        if lowering is None:
            return Level("open", "met", admitting)
        counted, source = lowering["lowers"][held], None
        admitting = _admitting(levels, counted)
        if admitting is None:
            return Level("none", "unmet", next(iter(levels), None))
    return Level("known", "met", admitting, title=admitting["title"], counted_as=counted, source=source)


def _counted_as(notice: Notice, held: str) -> tuple[str, Requirement | None]:
    """The education ``held`` counts as and the requirement that says so; ``held`` and None where none does."""
    for requirement in notice.all("equivalence"):
        if held in requirement["of"]:
            return requirement["of"][held], requirement
    return held, None


def _admitting(levels: Iterable[Requirement], held: str) -> Requirement | None:
    return next((requirement for requirement in levels if held in requirement["admits"]), None)
