"""Words for what rules decide: conditions, lines and tables in one language."""

from collections import namedtuple
from collections.abc import Iterable, Sequence

from generator.decisions.answer_words import FEW_OTHERS, day_words, number_words, span_words, value_words
from generator.decisions.classes import Chosen, Condition, EachYear, Missed, Reach, Reached, Span, Stood, Within
from generator.decisions.tables import Table, TableLine
from generator.languages import Translate, capital

MANY = 8
"""A set with more values than this is worded “all others” if the table names each value outside it."""


class Said(namedtuple("Said", "label words")):
    """A condition in words: which answer, and its values."""

    __slots__ = ()


class LineInWords(namedtuple("LineInWords", "status conditions otherwise title clauses silent")):
    """A line in words; without conditions ``otherwise`` says for whom it is. ``title`` is empty for a rule's table."""

    __slots__ = ()


class TableView(namedtuple("TableView", "rule name question quotes rows")):
    """A table in words: ``question`` heads the answers; ``quotes`` are the notice's own words by clause."""

    __slots__ = ()


def _quotes(table: Table) -> dict[str, str]:
    """What the notice says of the rule; words that only say to whom it does not apply are another rule's."""
    said = [line for line in table.lines if line.status != "not_applicable"]
    quotes: dict[str, list[str]] = {}
    for ground in dict.fromkeys(ground for line in said for ground in line.grounds):
        if ground.clause and ground.quote:
            quotes.setdefault(ground.clause, []).append(ground.quote)
    return {clause: "……".join(parts) for clause, parts in quotes.items()}


class DecisionWords:
    """Words in ``language``; ``cites`` has the clauses as a reader cites them, ``places`` the affiliations in words."""

    def __init__(self, t: Translate, language: str, cites: dict[str, str], places: dict[str, str]):
        self.t = t
        self.language = language
        self.cites = cites
        self.places = places

    def table(self, table: Table) -> TableView:
        """The table in words; lines that only say that a rule does not apply, or that there is no title, come last."""
        rest = "unmet" if table.rule == "title" else "not_applicable"
        shown = [line for line in table.lines if line.status != rest]
        left = [line for line in table.lines if line.status == rest]
        if len(left) == 1:
            shown, left = [*shown, *left], []
        rows = self.rows(shown, self.is_single(table))
        if left:
            rows.append(LineInWords(rest, (), self.t("decision.otherwise"), "", (), False))
        name = self.t("decision.title" if table.rule == "title" else f"rule.{table.rule}")
        return TableView(
            rule=table.rule,
            name=capital(name),
            question=self.t(f"question.{table.keys[0]}") if len(table.keys) == 1 else "",
            quotes=_quotes(table),
            rows=tuple(rows),
        )

    def is_single(self, table: Table) -> bool:
        """Whether the table is about one answer, which then need not be named in each line."""
        return len({said.label for line in table.lines for said in self.conditions(line.conditions, ())}) == 1

    def rows(self, lines: Sequence[TableLine], single: bool = False) -> list[LineInWords]:
        """The lines in words."""
        known = [condition for line in lines for condition in line.conditions]
        return [self._row(line, known, single) for line in lines]

    def _row(self, line: TableLine, known: list[Condition], single: bool) -> LineInWords:
        said = self.conditions(line.conditions, known)
        grounds = line.grounds if line.status != "not_applicable" else ()
        clauses = dict.fromkeys(ground.clause for ground in grounds if ground.clause)
        return LineInWords(
            status=line.status,
            conditions=tuple(Said("", one.words) for one in said) if single else said,
            otherwise="" if said else self.t("decision.always"),
            title=self.t("decision.or").join(self.t(f"title.{title}") for title in line.titles or ()),
            clauses=tuple(clauses),
            silent=bool(grounds) and not clauses,
        )

    def conditions(self, conditions: Iterable[Condition], known: Sequence[Condition]) -> tuple[Said, ...]:
        """Each condition in words; ``known`` are all that the reader sees beside them."""
        return tuple(self._condition(condition, known) for condition in conditions)

    def _condition(self, condition: Condition, known: Sequence[Condition]) -> Said:
        match condition:
            case Chosen(key):
                return Said(self.t(f"asked.{key}"), self._chosen(condition, known))
            case Within(key, spans, "number"):
                return Said(self.t(f"asked.{key}"), self._either(number_words(self.t, *span) for span in spans))
            case Within(key, spans):
                return Said(self.t(f"asked.{key}"), self._spans(spans))
            case Missed(key, _, spans):
                return Said(self.t(f"asked.{key}"), self.t("decision.missed", years=self._spans(spans)))
            case Stood(key, standings):
                return Said(self.t(f"asked.{key}"), self._either(self._standing(standing) for standing in standings))
            case EachYear(keys, standings):
                said = (self._each_year(condition, standing) for standing in standings)
                return Said(self.t(f"asked.{keys[1]}"), self._either(said))
            case Reached(keys, levels):
                said = (self._level(level, condition) for level in levels)
                differ = all(level.state == "differs" for level in levels)
                label = f"asked.{keys[0]}" if differ else "decision.level.label"
                return Said(self.t(label), self._listed(dict.fromkeys(said)))

    def _spans(self, spans: Iterable[Span]) -> str:
        return self._either(span_words(self.t, self.language, *span) for span in spans)

    def _either(self, said: Iterable[str]) -> str:
        return self.t("decision.or").join(said)

    def _listed(self, said: Iterable[str]) -> str:
        return self.t("decision.and").join(said)

    def _chosen(self, condition: Chosen, known: Sequence[Condition]) -> str:
        values, others = condition.values, condition.others
        if len(others) <= FEW_OTHERS < len(values):
            return self.t("decision.all_but", values=self._values(condition.key, others))
        beside = {other.values for other in known if isinstance(other, Chosen) and other.key == condition.key}
        named = {value for other in beside - {values} for value in other}
        # Only the largest set is worded by what it leaves out, so everything else must be named.
        if len(values) > MANY and values == max(beside, key=len, default=()) and named == set(others):
            return self.t("decision.others")
        return self._values(condition.key, values)

    def _values(self, key: str, values: Sequence[object]) -> str:
        if all(value in self.places for value in values):
            return self._listed(self.places[str(value)] for value in values)
        return self._listed(value_words(self.t, key, value) for value in values)

    def _standing(self, standing: tuple[tuple[int, str], ...]) -> str:
        """The time that hangs on its first day; else the longest complete and the shortest not: the others follow."""
        found = {
            status: [months for months, own in standing if own == status] for status in ("met", "refer", "not_yet")
        }
        ends = found["refer"] or [*found["met"][-1:], *found["not_yet"][:1]]
        said = [(months, status) for months, status in standing if months in ends]
        return self._listed(self.t(f"decision.in_post.{status}", months=months) for months, status in said)

    def _each_year(self, condition: EachYear, standing: str) -> str:
        start = self.t("decision.courses.start")
        if condition.first:
            start = self.t("decision.courses.start_from", year=condition.first)
        last, before = self.t("decision.courses.own_last"), self.t("decision.courses.own_before")
        if condition.last:
            years = condition.last, condition.last - 1
            last, before = (day_words(self.t, self.language, year) for year in years)
        return self.t(f"decision.courses.{standing}", start=start, last=last, before=before)

    def _level(self, level: Reach, condition: Reached) -> str:
        """The level by its title, and by its clauses where others have the same title."""
        match level.state:
            case "known":
                title = self.t(f"title.{level.title}")
                if any((other.title, other.clause) == (level.title, level.clause) for other in condition.others):
                    held = tuple(dict.fromkeys(answers[0] for answers in level.answers))
                    return self.t("decision.level.known", title=title, clauses=self._values(condition.keys[0], held))
                if all(other.title != level.title for other in condition.others):
                    return title
                alike = [self.cites[known.clause] for known in condition.levels if known.title == level.title]
                return self.t("decision.level.known", title=title, clauses=self._listed(alike))
            case "differs":
                return self._values(condition.keys[0], tuple(dict.fromkeys(values[0] for values in level.answers)))
            case "none":
                return self.t("no_title.unmet")
            case _:
                return self.t("decision.level.open")
