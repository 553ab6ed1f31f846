"""What the round before asked and this one does not: where it would belong, and whether it is said why."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.desk.forms import Field, Forms
from generator.desk.saying import Fault
from generator.desk.shelf import Filed, Placed
from generator.desk.source import Source
from generator.importing.finding.statements import TODO
from generator.languages import Translate
from generator.register.earlier import Asked
from generator.register.places import Plain
from generator.words.problems import Phrases

DROPPED = "dropped"
"""The field of a notice's file that says why conditions are asked no more, by kind."""


@dataclass(frozen=True, slots=True)
class DroppedView:
    """A condition that is asked no more, with the form for why."""

    kind: str
    name: str
    before: Asked | None
    """Where the round before asked it."""
    belongs: str
    """The clause of this notice that would state it, by its topics; empty where none has one of them."""
    why: str
    form: tuple[Field, ...]
    faults: tuple[Fault, ...]


class DroppedViews:
    """The conditions of one notice that are asked no more, in the language of ``phrases``."""

    def __init__(
        self, notice: Filed, source: Source, before: Mapping[str, Asked], forms: Forms, phrases: Phrases
    ) -> None:
        self.notice, self.source, self.before = notice, source, before
        self.forms, self.phrases = forms, phrases
        self.t: Translate = phrases.t

    def all(self) -> tuple[DroppedView, ...]:
        """Those that the check asks about and those that the file names, in the order of their kinds."""
        faults: dict[str, list[Placed]] = {}
        for each in self.notice.placed:
            if kind := kind_of(each):
                faults.setdefault(kind, []).append(each)
        listed = self.source.at((DROPPED,))
        written = listed if isinstance(listed, dict) else {}
        return tuple(self._view(kind, written.get(kind), faults.get(kind, [])) for kind in sorted({*faults, *written}))

    def _view(self, kind: str, why: Plain | None, faults: list[Placed]) -> DroppedView:
        known, before = self.forms.shared.kind_of.get(kind), self.before.get(kind)
        held = why if isinstance(why, dict) else {}
        words = held.get(self.phrases.language)
        return DroppedView(
            kind=kind,
            name=known.of(self.phrases.language) if known else kind,
            before=before,
            belongs=self._belongs(before) if before else "",
            why=words if isinstance(words, str) and words != TODO else "",
            form=self.forms.reason(held),
            faults=tuple(self._fault(why, each) for each in faults),
        )

    def _fault(self, why: Plain | None, placed: Placed) -> Fault:
        problem, field = placed.problem, ".".join(placed.problem.fields[2:])
        if placed.is_question:
            return Fault(field, self.t("desk.open", field=self.t("desk.dropped.why")), True, False)
        if problem.level == "warning":
            return Fault(field, self.t("desk.dropped.asked" if why is None else "desk.dropped.needless"), False, True)
        expected, found = self.phrases.expected(problem), self.phrases.found(problem)
        return Fault(field, self.t("desk.fault", expected=expected, found=found), False, False)

    def _belongs(self, before: Asked) -> str:
        for clause_id, place in self.source.clauses.items():
            topics = self.source.at((*place, "topics"))
            if isinstance(topics, list) and set(before.topics) & {str(topic) for topic in topics}:
                return clause_id
        return ""


def kind_of(placed: Placed) -> str:
    """The kind of condition whose being asked no more a problem is about; empty for any other problem."""
    match placed.problem.fields:
        case (name, kind, *_) if name == DROPPED:
            return kind
    return ""
