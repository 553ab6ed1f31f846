"""A notice as the rules need it, read from its published JSON."""

from datetime import date

from .shape import check_shape


class Opening:
    """A round: its cut-off, a date, with clause and quote, and its windows as published."""

    __slots__ = ("cutoff", "cutoff_clause", "last_day", "windows")

    def __init__(self, published):
        self.cutoff = date.fromisoformat(published["cutoff"]["date"])
        self.cutoff_clause = published["cutoff"]["clause"]
        self.windows = published["windows"]
        self.last_day = max((window["closes"] for window in self.windows), default="")

    def moved_to(self, cutoff):
        """This round with its cut-off on another day, a date."""
        other = object.__new__(Opening)
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        other.cutoff = cutoff
        return other


class Notice:
    """Requirements by kind, with what the verdict shows beside them; ``diagrams`` are kept by cut-off."""

    __slots__ = (
        "affiliations",
        "amended",
        "diagrams",
        "elsewhere",
        "id",
        "materials",
        "opening",
        "openings",
        "requirements",
        "residual",
        "rounds",
    )

    def __init__(self, published):
        self.id = published["id"]
        self.affiliations = {known["id"]: known for known in published["affiliations"]}
        self.openings = [Opening(opening) for opening in published["openings"]]
        self.requirements = {}
        for requirement in published["requirements"]:
            self.requirements.setdefault(requirement["kind"], []).append(requirement)
        self.materials = published["materials"]
        self.residual = published["residual"]
        self.elsewhere = published["elsewhere"]
        self.amended = {change["clause"]: change["by_title"] for change in published["amended_by"]}
        self.rounds = sorted((date.fromisoformat(known["cutoff"]), known["notice"]) for known in published["rounds"])
        self.diagrams = {}
        self.opening = self.openings[-1]

    def on(self, today):
        """This notice in its first round not closed on ``today``, an ISO date; in its last where all are."""
        opening = next((known for known in self.openings if today <= known.last_day), self.openings[-1])
        return self if opening is self.opening else self._with(opening)

    def until(self, cutoff):
        """This notice with its cut-off on another day, a date: what its conditions would say in such a round."""
        return self._with(self.opening.moved_to(cutoff))

    def round_from(self, earliest):
        """The first known notice of the same jurisdiction with a cut-off on or after ``earliest``, a date or None."""
        if earliest is None:
            return None
        return next((known for cutoff, known in self.rounds if cutoff >= earliest), None)

    def cutoff_from(self, earliest):
        """The first known cut-off on or after ``earliest``, a date; that day itself where none is known."""
        return next((cutoff for cutoff, _ in self.rounds if cutoff >= earliest), earliest)

    def _with(self, opening):
        other = object.__new__(Notice)
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        other.opening = opening
        return other

    @property
    def cutoff(self):
        """The day up to which time in the post counts."""
        return self.opening.cutoff

    def all(self, kind):
        """The requirements of ``kind`` in document order; none is an empty list."""
        return self.requirements.get(kind, [])

    def first(self, kind):
        """The first requirement of ``kind``, or None."""
        return next(iter(self.all(kind)), None)


def read_notice(published):
    """The notice in ``published``, the object of ``/notices/<id>.json``, or one already read; raises ``InputError``."""
    if isinstance(published, Notice):
        return published
    check_shape(published)
    return Notice(published)
