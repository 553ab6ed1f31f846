"""The verdict on one applicant: outcome, titles, findings, materials, windows and the questions still open.

Shape and precedence: the contract, section 3.
"""

from datetime import date

from .answers import TYPE_CHECKING, Answers, Json, JsonObject, read_answers, read_date
from .completions import holds
from .judgement import Judgement
from .notice import Notice, read_notice
from .words import sentences

if TYPE_CHECKING:
    from .rules import Finding


def evaluate(notice: Json | Notice, answers: Json, today: Json) -> JsonObject:
    """The verdict as a JSON object.

    ``notice`` is a published notice (a JSON object) or one from ``read_notice``; ``answers`` is a JSON object,
    ``today`` an ISO date. Raises ``InputError``, one line, with the key at fault.
    """
    return verdict_on(*read_question(notice, answers, today))[0]


def read_question(notice: Json | Notice, answers: Json, today: Json) -> tuple[Notice, Answers, date]:
    """Notice, answers and day as the rules need them, from the arguments of ``evaluate``; raises ``InputError``."""
    day = read_date("today", today)
    read = read_notice(notice).on(day)
    return read, read_answers(answers, read.questions), day


def verdict_on(notice: Notice, given: Answers, day: date) -> tuple[JsonObject, Judgement]:
    """The verdict and the judgement behind it; ``given`` is from ``read_answers``, ``day`` is today."""
    judged = Judgement(notice, given)
    materials, waiting = _materials(notice, given, judged)
    today = day.isoformat()
    verdict = {
        "notice": notice.id,
        "outcome": judged.outcome,
        "title": judged.title,
        "titles": _titles(judged),
        "findings": [_worded(notice, finding) for finding in judged.findings],
        "earliest": judged.earliest.isoformat() if judged.earliest else None,
        "round": notice.round_from(judged.earliest),
        "materials": materials,
        "windows": [stated_window(window, today) for opening in notice.openings for window in opening.windows],
        "residual": _residual(notice, judged),
        "next": _next(notice, judged, waiting),
    }
    return verdict, judged


def _titles(judged: Judgement) -> list[JsonObject]:
    return [
        {
            "title": title,
            "clause": route.level.row["clause"] if route.level.row else None,
            "outcome": outcome,
            "earliest": earliest.isoformat() if earliest else None,
        }
        for title, route, outcome, earliest in judged.titles
    ]


def _worded(notice: Notice, finding: "Finding") -> JsonObject:
    zh, en = sentences(notice, finding)
    return {"rule": finding.rule.id, "clause": finding.clause, "status": finding.status, "zh": zh, "en": en}


def _materials(notice: Notice, answers: Answers, judged: Judgement) -> tuple[list[JsonObject], list[str]]:
    """The items every completion requires, and the open answers that decide on further ones."""
    items: list[JsonObject] = []
    waiting: list[str] = []
    for item in notice.materials:
        conditions = {
            key: judged.row_clause in values if key == "row" else holds(notice, answers, key, values)
            for key, values in item.get("when", {}).items()
        }
        if False in conditions.values():
            continue
        if None in conditions.values():
            waiting += [key for key, held in conditions.items() if held is None]
        else:
            asked = {name: item.get(name) for name in ("key", "clause", "copies")}
            asked |= {"amended_by": item["amended_by"]} if "amended_by" in item else {}
            items.append(asked | item["words"])
    return items, waiting


def window_state(window: JsonObject, day: str) -> str:
    """``upcoming``, ``open`` or ``closed`` on ``day``, an ISO date; the window includes its first and last day.

    A side that is not stated never closes it; ``unclear`` where the notice gives no day, or its days no longer hold.
    """
    if "words" in window:
        return "unclear"
    if window.get("opens") and day < window["opens"]:
        return "upcoming"
    return "closed" if window.get("closes") and day > window["closes"] else "open"


def stated_window(window: JsonObject, day: str) -> JsonObject:
    """A published ``window`` as the verdict has it, with its state on ``day``, an ISO date."""
    stated: JsonObject = {name: window[name] for name in ("round", "who", "words", "amended_by") if name in window}
    return {
        "key": window["key"],
        "clause": window["clause"],
        "opens": window.get("opens"),
        "closes": window.get("closes"),
        "state": window_state(window, day),
        **stated,
    }


def _residual(notice: Notice, judged: Judgement) -> list[JsonObject]:
    """What only employer or authority can judge; of clauses that give a title, only the applicant's own."""
    levels = {row["clause"] for row in notice.table.rows} if notice.table else set()
    row = judged.route.level.row
    own = row["clause"] if judged.title and row else None
    return [
        {"clause": item["clause"], "zh": item["zh"], "en": item["en"]}
        for item in notice.residual
        if item["clause"] == own or item["clause"] not in levels
    ]


def _next(notice: Notice, judged: Judgement, waiting: list[str]) -> list[str]:
    """The open answers that can still change outcome, title or materials.

    Ordered by group and by what comes before it, then the most useful first: by the share of an answer's values that
    settle the outcome at once.
    """
    if judged.outcome == "ineligible":
        return []
    shares, order = judged.shares, {key: at for at, key in enumerate(notice.questions)}
    groups = {group: at for at, group in enumerate(dict.fromkeys(q.group for q in notice.questions.values()))}

    def place(key: str) -> tuple[object, ...]:
        question = notice.questions[key]
        return groups[question.group], question.depth, -shares.get(key, 0), order[key]

    return sorted({*shares, *waiting}, key=place)
