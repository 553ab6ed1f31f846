"""A notice as the rules need it, read from its published JSON."""

from datetime import date

from .answers import TYPE_CHECKING, Json, JsonObject
from .shape import check_shape

if TYPE_CHECKING:
    from .diagram import Diagram

type Requirement = JsonObject
"""A requirement as published: ``kind``, ``clause``, ``quote`` and the fields ``shape.NEEDED`` lists for its kind."""


class Opening:
    """A round: its cut-off (a date) and the clause of that, its windows as published, and the last day of all."""

    __slots__ = ("cutoff", "cutoff_clause", "last_day", "windows")

    def __init__(self, published: JsonObject) -> None:
        self.cutoff = date.fromisoformat(published["cutoff"]["date"])
        self.cutoff_clause: str = published["cutoff"]["clause"]
        self.windows: list[JsonObject] = published["windows"]
        self.last_day: str = max((window["closes"] for window in self.windows), default="")

    def moved_to(self, cutoff: date) -> "Opening":
        """This round with its cut-off on another day."""
        moved = object.__new__(Opening)
        for name in self.__slots__:
            setattr(moved, name, getattr(self, name))
        moved.cutoff = cutoff
        return moved


class Notice:
    """Requirements by kind and what the verdict shows beside them; ``diagrams`` by cut-off and its clause."""

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
        self.affiliations: dict[str, JsonObject] = {entry["id"]: entry for entry in published["affiliations"]}
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
        """This notice in its first round not closed on ``today`` (an ISO date), else in its last."""
        opening = next((opening for opening in self.openings if today <= opening.last_day), self.openings[-1])
        return self if opening is self.opening else self._with(opening)

    def until(self, cutoff: date) -> "Notice":
        """This notice with its cut-off on another day: its conditions in such a round."""
        return self._with(self.opening.moved_to(cutoff))

    def round_from(self, earliest: date | None) -> str | None:
        """The id of the jurisdiction's first notice with a cut-off on or after ``earliest``, or None."""
        if earliest is None:
            return None
        return next((notice_id for cutoff, notice_id in self.rounds if cutoff >= earliest), None)

    def cutoff_from(self, earliest: date) -> date:
        """The jurisdiction's first cut-off on or after ``earliest``; ``earliest`` itself where there is none."""
        return next((cutoff for cutoff, _ in self.rounds if cutoff >= earliest), earliest)

    def _with(self, opening: Opening) -> "Notice":
        notice = object.__new__(Notice)
        for name in self.__slots__:
            setattr(notice, name, getattr(self, name))
        notice.opening = opening
        return notice

    @property
    def cutoff(self) -> date:
        """The last day that counts as time in the post."""
        return self.opening.cutoff

    def all(self, kind: str) -> list[Requirement]:
        """The requirements of ``kind`` in document order."""
        return self.requirements.get(kind, [])

    def first(self, kind: str) -> Requirement | None:
        """The first requirement of ``kind``, or None."""
        return next(iter(self.all(kind)), None)


def read_notice(published: "Json | Notice") -> Notice:
    """The notice in ``published``, the object of ``/notices/<id>.json`` or one already read; raises ``InputError``."""
    if isinstance(published, Notice):
        return published
    check_shape(published)
    return Notice(published)
