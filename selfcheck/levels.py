"""Which title an applicant's education leads to, and by which clause."""

LEVEL = ("education", "completion")
"""The answers that decide it."""


class Level:
    """``state``: ``known``, ``unknown`` (waits on ``needs``), ``open`` (the notice leaves it open) or ``none``.

    ``education`` is what the education alone is worth: ``met``, ``unmet`` or ``refer``. ``requirement`` is the clause
    that admits it or, where none does, the lowest level's; ``source`` the clause by which it counts as ``counted_as``.
    """

    __slots__ = ("counted_as", "education", "needs", "requirement", "source", "state", "title", "words")

    def __init__(self, state, education=None, requirement=None, needs=(), **more):
        self.state = state
        self.education = education
        self.requirement = requirement
        self.needs = needs
        self.counted_as = more.get("counted_as")
        self.source = more.get("source", requirement)
        self.title = more.get("title")
        self.words = more.get("words")


def level_of(notice, answers):
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
    requirement = _admitting(levels, counted)
    if requirement is None:
        route = _admitting(notice.all("advancement"), counted)
        if route is not None:
            return Level("open", "refer", route, words=route["quote"])
        return Level("none", "unmet", next(iter(levels), None))
    if how is None:
        return Level("unknown", "met", requirement, open_keys)
    if how == "certificate":
        return Level("none", "met", requirement)
    if how == "completed":
        lowering = next((r for r in notice.all("completion") if held in r.get("lowers", ())), None)
        if lowering is None:
            return Level("open", "met", requirement)
        counted, source = lowering["lowers"][held], None
        requirement = _admitting(levels, counted)
        if requirement is None:
            return Level("none", "unmet", next(iter(levels), None))
    title, source = requirement["title"], source or requirement
    return Level("known", "met", requirement, title=title, counted_as=counted, source=source)


def _counted_as(notice, held):
    """The education that ``held`` counts as and the requirement that says so; itself and None where none does."""
    for requirement in notice.all("equivalence"):
        if held in requirement["of"]:
            return requirement["of"][held], requirement
    return held, None


def _admitting(levels, held):
    return next((requirement for requirement in levels if held in requirement["admits"]), None)
