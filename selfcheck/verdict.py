"""The verdict on one applicant: outcome, titles, findings, materials, windows and the questions still open.

Shape and precedence: the contract, section 3.
"""

from datetime import date

from .answers import TYPE_CHECKING, Answers, Json, JsonObject, read_answers, read_date
from .completions import holds
from .judgement import Judgement
from .notice import Notice, read_notice
from .words import finding_words

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
        "findings": [_told(notice, finding) for finding in judged.findings],
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


def _told(notice: Notice, finding: "Finding") -> JsonObject:
    if finding.told is None:
        stated = {"rule": finding.rule.id, "clause": finding.clause, "status": finding.status}
        finding.told = stated | finding_words(notice, finding)
    return finding.told.copy()


def _materials(notice: Notice, answers: Answers, judged: Judgement) -> tuple[list[JsonObject], list[str]]:
    """The items every completion requires, and the open answers that decide on further ones."""
    items: list[JsonObject] = []
    waiting: list[str] = []
    for item in notice.materials:
        conditions = {
            key: judged.row_clause in values if key == "row" else holds(notice, answers, key, values)
            for key, values in item.when.items()
        }
        if False in conditions.values():
            continue
        if None in conditions.values():
            waiting += [key for key, held in conditions.items() if held is None]
        else:
            items.append(item.told.copy())
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
    row = judged.route.level.row
    own = row["clause"] if judged.title and row else None
    return [item.copy() for item, of_row in notice.residual if not of_row or item["clause"] == own]


def _next(notice: Notice, judged: Judgement, waiting: list[str]) -> list[str]:
    """The open answers that can still change outcome, title or materials.

    Ordered by group and by what comes before it, then the most useful first: by the share of an answer's values that
    settle the outcome at once.
    """
    if judged.outcome == "ineligible":
        return []
    asked, shares = {*judged.shares, *waiting}, judged.shares
    # As the questions read naturally, where all else is the same.
    return sorted([key for key in notice.order if key in asked], key=lambda k: (*notice.order[k], -shares.get(k, 0)))
