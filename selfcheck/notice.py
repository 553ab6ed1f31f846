"""A notice as the rules need it, read from its published JSON."""

from datetime import date

from .answers import TYPE_CHECKING, Json, JsonObject
from .shape import check_shape

if TYPE_CHECKING:
    from .diagram import Diagram

type Requirement = JsonObject
"""A requirement as published: ``kind``, ``clause``, ``quote`` and what ``shape.NEEDED`` has of its kind."""


class Opening:
    """A round: its cut-off, a date, with clause and quote, and its windows as published."""

    __slots__ = ("cutoff", "cutoff_clause", "last_day", "windows")

    def __init__(self, published: JsonObject) -> None:
        self.cutoff = date.fromisoformat(published["cutoff"]["date"])
        self.cutoff_clause: str = published["cutoff"]["clause"]
        self.windows: list[JsonObject] = published["windows"]
        self.last_day: str = max((window["closes"] for window in self.windows), default="")

    def moved_to(self, cutoff: date) -> "Opening":
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

    def __init__(self, published: JsonObject) -> None:
        self.id: str = published["id"]
        self.affiliations: dict[str, JsonObject] = {known["id"]: known for known in published["affiliations"]}
        self.openings = [Opening(opening) for opening in published["openings"]]
        self.requirements: dict[str, list[Requirement]] = {}
        for requirement in published["requirements"]:
            self.requirements.setdefault(requirement["kind"], []).append(requirement)
        self.materials: list[JsonObject] = published["materials"]
        self.residual: list[JsonObject] = published["residual"]
        self.elsewhere: list[JsonObject] = published["elsewhere"]
        self.amended: dict[str, JsonObject] = {
            change["clause"]: change["by_title"] for change in published["amended_by"]
        }
        rounds = ((date.fromisoformat(stated["cutoff"]), stated["notice"]) for stated in published["rounds"])
        self.rounds: list[tuple[date, str]] = sorted(rounds)
        self.diagrams: dict[tuple[date, str], Diagram] = {}
        self.opening = self.openings[-1]

    def on(self, today: str) -> "Notice":
        """This notice in its first round not closed on ``today``, an ISO date; in its last where all are."""
        opening = next((known for known in self.openings if today <= known.last_day), self.openings[-1])
        return self if opening is self.opening else self._with(opening)

    def until(self, cutoff: date) -> "Notice":
        """This notice with its cut-off on another day, a date: what its conditions would say in such a round."""
        return self._with(self.opening.moved_to(cutoff))

    def round_from(self, earliest: date | None) -> str | None:
        """The first known notice of the same jurisdiction with a cut-off on or after ``earliest``, a date or None."""
        if earliest is None:
            return None
        return next((known for cutoff, known in self.rounds if cutoff >= earliest), None)

    def cutoff_from(self, earliest: date) -> date:
        """The first known cut-off on or after ``earliest``, a date; that day itself where none is known."""
        return next((cutoff for cutoff, _ in self.rounds if cutoff >= earliest), earliest)

    def _with(self, opening: Opening) -> "Notice":
        other = object.__new__(Notice)
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        other.opening = opening
        return other

    @property
    def cutoff(self) -> date:
        """The day up to which time in the post counts."""
        return self.opening.cutoff

    def all(self, kind: str) -> list[Requirement]:
        """The requirements of ``kind`` in document order; none is an empty list."""
        return self.requirements.get(kind, [])

    def first(self, kind: str) -> Requirement | None:
        """The first requirement of ``kind``, or None."""
        return next(iter(self.all(kind)), None)


def read_notice(published: "Json | Notice") -> Notice:
    """The notice in ``published``, the object of ``/notices/<id>.json``, or one already read; raises ``InputError``."""
    if isinstance(published, Notice):
        return published
    check_shape(published)
    return Notice(published)
