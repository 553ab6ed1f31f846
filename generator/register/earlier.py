"""What the round before a notice asked."""

from dataclasses import dataclass

from generator.register.notices import Register


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a round first asked a kind of condition: its clause with its topics, and the words there."""

    notice: str
    round: str
    clause: str
    topics: tuple[str, ...]
    quote: str


def asked_before(register: Register, notice_id: str) -> dict[str, Asked]:
    """Each kind of condition of the round before, in document order; none without such a round or such a notice."""
    notice = register.notice(notice_id)
    before = register.round_before(notice) if notice else None
    found: dict[str, Asked] = {}
    if before:
        for clause in before.clauses:
            for item in clause.requirements:
                asked = Asked(before.id, before.round, clause.id, tuple(clause.topics), item.quote)
                found.setdefault(item.kind, asked)
    return found


@dataclass(frozen=True, slots=True)
class Worded:
    """The Chinese of each clause of a round."""

    round: str
    clauses: dict[str, str]


def words_before(register: Register, jurisdiction: str, round_id: str) -> Worded | None:
    """The words of the last round of ``jurisdiction`` before ``round_id``, which need not be readable itself yet."""
    last = register.last_round(jurisdiction, lambda notice: notice.round < round_id)
    return Worded(last.round, {clause.id: clause.zh for clause in last.clauses}) if last else None
