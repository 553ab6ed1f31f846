"""The verdict on one applicant: outcome, title, findings, materials, windows and the questions still open.

Shape and precedence: the contract, section 3.
"""

from datetime import date

from .answers import TOPICS, Answers, Json, JsonObject, read_answers, read_date
from .completions import holds
from .judgement import Judgement
from .notice import Notice, read_notice
from .rules import Finding
from .words import item_words, sentence

ORDER = {key: (about, at) for about, keys in enumerate(TOPICS) for at, key in enumerate(keys)}


def evaluate(notice: Json | Notice, answers: Json, today: Json) -> JsonObject:
    """The verdict as a JSON object.

    ``notice`` is a published notice (a JSON object) or one from ``read_notice``; ``answers`` is a JSON object,
    ``today`` an ISO date. Raises ``InputError``, one line, with the key at fault.
    """
    return verdict_on(*read_question(notice, answers, today))[0]


def read_question(notice: Json | Notice, answers: Json, today: Json) -> tuple[Notice, Answers, date]:
    """Notice, answers and day as the rules need them, from the arguments of ``evaluate``; raises ``InputError``."""
    day = read_date("today", today)
    read = read_notice(notice).on(day.isoformat())
    return read, read_answers(answers, tuple(read.affiliations)), day


def verdict_on(notice: Notice, given: Answers, day: date) -> tuple[JsonObject, Judgement]:
    """The verdict and the judgement behind it; ``given`` is from ``read_answers``, ``day`` is today."""
    judged = Judgement(notice, given)
    materials, waiting = _materials(notice, given)
    today = day.isoformat()
    verdict = {
        "notice": notice.id,
        "outcome": judged.outcome,
        "title": judged.title,
        "findings": [_worded(finding) for finding in judged.findings],
        "earliest": judged.earliest.isoformat() if judged.earliest else None,
        "round": notice.round_from(judged.earliest),
        "materials": materials,
        "windows": [_window(window, today) for window in notice.opening.windows],
        "residual": _residual(notice, judged),
        "next": _next(judged, waiting),
    }
    return verdict, judged


def _worded(finding: Finding) -> JsonObject:
    worded = {"rule": finding.rule, "clause": finding.clause, "status": finding.status}
    for language in ("zh", "en"):
        worded[language] = sentence(finding, language)
    return worded


def _materials(notice: Notice, answers: Answers) -> tuple[list[JsonObject], list[str]]:
    """The items every completion requires, and the open answers that decide on further ones."""
    items: list[JsonObject] = []
    waiting: list[str] = []
    for item in notice.materials:
        conditions = {key: holds(notice, answers, key, values) for key, values in item.get("when", {}).items()}
        if False in conditions.values():
            continue
        if None in conditions.values():
            waiting += [key for key, held in conditions.items() if held is None]
        else:
            asked = {name: item.get(name) for name in ("key", "clause", "copies")}
            items.append(asked | {language: item_words(item, language) for language in ("zh", "en")})
    return items, waiting


def window_state(window: JsonObject, day: str) -> str:
    """``upcoming``, ``open`` or ``closed`` on ``day``, an ISO date; the window includes its first and last day."""
    return "upcoming" if day < window["opens"] else "closed" if day > window["closes"] else "open"


def _window(window: JsonObject, day: str) -> JsonObject:
    return {
        "key": window["key"],
        "clause": window["clause"],
        "opens": window["opens"],
        "closes": window["closes"],
        "state": window_state(window, day),
    }


def _residual(notice: Notice, judged: Judgement) -> list[JsonObject]:
    """What only employer or authority can judge; of clauses that give a title, only the applicant's own."""
    levels = {requirement["clause"] for requirement in notice.all("education")}
    own = judged.level.requirement["clause"] if judged.title and judged.level.requirement else None
    return [
        {"clause": item["clause"], "zh": item["zh"], "en": item["en"]}
        for item in notice.residual
        if item["clause"] == own or item["clause"] not in levels
    ]


def _next(judged: Judgement, waiting: list[str]) -> list[str]:
    """The open answers that can still change outcome, title or materials.

    Ordered by topic, then the most useful first: by the share of an answer's values that settle the outcome at once.
    """
    if judged.outcome == "ineligible":
        return []
    shares = judged.shares
    return sorted({*shares, *waiting}, key=lambda key: (ORDER[key][0], -shares.get(key, 0), ORDER[key][1]))
