"""The level table: which title an applicant's education opens, by which rows of the notice."""

from collections.abc import Hashable

from .answers import TYPE_CHECKING, Answers, Json, JsonObject
from .forms import MET, REFER, UNMET, Condition, Leaf, Scope, read_condition

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from .opening import Opening

    type Counts = tuple[JsonObject, dict[str, str], Condition | None]


class Level:
    """Where an applicant stands in the level table, by one of its rows.

    ``state``: ``known`` (the row gives ``title``), ``unknown`` (waits on ``needs``), ``open`` (the notice leaves it
    open) or ``none``. ``held`` is the status of the education alone: ``met``, ``unmet`` or ``refer``. ``row`` admits it
    or, where none does, is the table's first; ``source`` is the requirement by which it counts as ``counted``.
    """

    __slots__ = ("counted", "held", "needs", "row", "source", "state", "title", "words")

    def __init__(
        self,
        state: str,
        held: str | None = None,
        row: JsonObject | None = None,
        *,
        needs: tuple[str, ...] = (),
        counted: str | None = None,
        source: JsonObject | None = None,
        words: str | None = None,
    ) -> None:
        self.state = state
        self.held = held
        self.row = row
        self.needs = needs
        self.counted = counted
        self.source = source or row
        self.title: str | None = row["title"] if row and state == "known" else None
        self.words = words


NO_TABLE = Level("none")


class LevelTable:
    """The table of one notice. ``key`` is the answer that its rows admit, ``reads`` all that it reads.

    The kind says, beside its rows, for whom there is no row (``void``) and for whom the notice leaves it open
    (``unclear``); other kinds say what an education counts as (``counts``), some only where a condition holds.
    ``unsaid`` are the answers that decide these where no rule of the notice speaks of them.
    """

    __slots__ = ("_kept", "_named", "counts", "key", "leaves", "reads", "rows", "unclear", "unsaid", "void")

    def __init__(
        self, written: JsonObject, rows: list[JsonObject], counts: "list[Counts]", scope: "Callable[[], Scope]"
    ) -> None:
        self.key: str = written["answer"]
        self._named = {name: written[name].removeprefix("$") for name in ("in", "title", "open") if name in written}
        self.rows = [self._read_row(row) for row in rows]
        self.counts = counts
        self.void, self.unclear = (
            read_condition(written[name], scope()) if name in written else None for name in ("void", "unclear")
        )
        conditions = [c for c in (self.void, self.unclear, *(when for *_, when in counts)) if c]
        more = [leaf for condition in conditions for leaf in condition.leaves]
        self.leaves = [Leaf(self.key, self._sign), *more]
        self.reads = tuple(dict.fromkeys(leaf.key for leaf in self.leaves))
        self._kept: dict[tuple[Json, ...], list[Level]] = {}
        self.unsaid: tuple[str, ...] = ()

    def heed(self, spoken_of: "Container[str]") -> None:
        """Takes note of the answers of which some rule speaks."""
        keys = dict.fromkeys(key for part in (self.void, self.unclear) if part for key in part.keys)
        self.unsaid = () if any(key in spoken_of for key in keys) else tuple(keys)

    def _read_row(self, row: JsonObject) -> JsonObject:
        left_open = row.get(self._named.get("open", ""), {})
        return {
            **row,
            "admits": frozenset(row[self._named["in"]]),
            "title": row[self._named["title"]],
            "left_open": frozenset(left_open.get(self.key, ())),
            "words": left_open.get("words"),
        }

    def _sign(self, held: str, opening: "Opening") -> Hashable:
        counted = [mapping.get(held) for _, mapping, _ in self.counts]
        admitting = [[value in row["admits"] for row in self.rows] for value in (held, *counted) if value]
        left_open = [held in row["left_open"] for row in self.rows]
        return tuple(counted), tuple(map(tuple, admitting)), tuple(left_open)

    def levels(self, answers: Answers) -> list[Level]:
        """The rows open to the applicant, in document order; else one level that says why there is none."""
        given = tuple([answers[key] for key in self.reads])
        if given not in self._kept:
            self._kept[given] = self._find(answers)
        return self._kept[given]

    def _find(self, answers: Answers) -> list[Level]:
        held = answers[self.key]
        needs = tuple(key for key in self.reads if answers[key] is None)
        if held is None:
            return [Level("unknown", needs=needs)]
        for row in self.rows:
            if held in row["left_open"]:
                return [Level("open", REFER, row, words=row["words"])]
        counted, source = self._counted(held, answers, conditional=False)
        admitting = self._admitting(counted)
        if not admitting:
            return [Level("none", UNMET, self.rows[0])]
        void, unclear = (part and part.holds(answers, NO_TABLE, None) for part in (self.void, self.unclear))  # type: ignore[arg-type]  # answers alone decide
        if (void is None and self.void) or (unclear is None and self.unclear):
            return [Level("unknown", MET, admitting[0], needs=needs)]
        if void:
            return [Level("none", MET, admitting[0])]
        if unclear:
            lowered, by = self._counted(held, answers, conditional=True)
            if by is None:
                return [Level("open", MET, admitting[0])]
            counted, source = lowered, None
            admitting = self._admitting(counted)
            if not admitting:
                return [Level("none", UNMET, self.rows[0])]
        return [Level("known", MET, row, counted=counted, source=source) for row in admitting]

    def _counted(self, held: str, answers: Answers, conditional: bool) -> tuple[str, JsonObject | None]:
        """What the education counts as and the requirement that says so; itself and None where none does."""
        for requirement, mapping, when in self.counts:
            counts = when is None or when.holds(answers, NO_TABLE, None)  # type: ignore[arg-type]  # answers alone decide
            if bool(when) is conditional and held in mapping and counts:
                return mapping[held], requirement
        return held, None

    def _admitting(self, held: str) -> list[JsonObject]:
        return [row for row in self.rows if held in row["admits"]]
