"""A round that a notice opens: up to when time counts, and when applications are taken."""

from datetime import date

from .answers import TYPE_CHECKING, JsonObject
from .dates import day_before
from .forms import MET, NOT_YET, REFER

if TYPE_CHECKING:
    from .answers import Json

FOREVER = date(9999, 12, 31)


class Opening:
    """A round. Time counts up to one of the days from ``first`` to ``last``: the cut-off, where the notice states one.

    ``clause`` is the cut-off's, or None; ``amended_by`` the title of the notice that changed it; ``windows`` are as
    published; ``last_day`` (an ISO date) is the last on which applications are taken.
    """

    __slots__ = ("amended_by", "clause", "cutoff", "first", "last", "last_day", "round", "windows")

    def __init__(self, published: JsonObject) -> None:
        stated = published.get("cutoff")
        self.round: str | None = published.get("round")
        self.windows: list[JsonObject] = published["windows"]
        closes = [window.get("closes") for window in self.windows]
        self.last_day: str = "" if not closes else max(day or FOREVER.isoformat() for day in closes)
        self.cutoff: date | None = date.fromisoformat(stated["date"]) if stated else None
        self.clause: str | None = stated["clause"] if stated else None
        self.amended_by: Json = None
        self.first = self.last = self.cutoff or FOREVER

    def on(self, today: date, issued: date) -> "Opening":
        """This round as it stands on ``today``: without a cut-off, time counts up to the days of application.

        Applications taken all year count up to ``today``. Otherwise the first and the last day of the windows bound
        the days; where one side is not stated, the day of issue and no day at all.
        """
        if self.cutoff:
            return self
        opens = [date.fromisoformat(window["opens"]) for window in self.windows if window.get("opens")]
        closes = [date.fromisoformat(window["closes"]) for window in self.windows if window.get("closes")]
        unclear = any("words" in window for window in self.windows)
        if not unclear and not closes:
            # Open-ended: whoever applies today counts up to today, and nobody applies before the first day.
            day = max([today, *opens])
            return self.moved_to(day, day)
        last = max(closes) if len(closes) == len(self.windows) and not unclear else FOREVER
        return self.moved_to(min(opens, default=issued), last)

    def moved_to(self, first: date, last: date) -> "Opening":
        """This round with time counted up to other days."""
        moved = object.__new__(Opening)
        for name in self.__slots__:
            setattr(moved, name, getattr(self, name))
        moved.first, moved.last = first, last
        return moved

    def status_of(self, complete: date) -> str:
        """The status of time that is complete on ``complete``, not counting the first day."""
        if complete <= self.first:
            return MET
        return REFER if day_before(complete) <= self.last else NOT_YET

    def say(self, status: str) -> str:
        """The sentence for a status of time: where no cut-off is stated, one for today or for the days of a window."""
        if self.cutoff:
            return status
        return f"{status}_today" if self.first == self.last else f"{status}_window"

    def say_of_years(self, status: str) -> str:
        """The sentence for a status of years: one of its own where no cut-off is stated."""
        return status if self.cutoff else f"{status}_without_cutoff"

    @property
    def days(self) -> tuple[object, ...]:
        """The round and the days up to which time counts."""
        return self.round, self.clause, self.first, self.last

    @property
    def day_words(self) -> dict[str, date]:
        """The days up to which time counts, for sentences."""
        return {"cutoff": self.first if self.last == FOREVER else self.last, "opens": self.first}
