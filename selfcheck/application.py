"""Says what is true of an application on the day of the verdict: the round it is for, what comes first, and what to do.

The contract defines the verdict itself; this puts its outcome and its windows into the order in which a reader needs
them. Nobody is told that they meet the conditions without being told whether they can still apply.
"""

from datetime import date

from .answers import TYPE_CHECKING, JsonObject
from .verdict import stated_window
from .words import WORDS, in_both

if TYPE_CHECKING:
    from .notice import Notice
    from .opening import Opening

OPEN, UPCOMING, CLOSED, UNCLEAR = "open", "upcoming", "closed", "unclear"
PARTLY = "partly"
"""The round's state where one of its windows is closed and another is not."""
CHANGED = "changed"
"""Its state where a later notice changed the days and states none."""

SOONEST_FIRST = ("eligible", "refer", "not_yet", "incomplete", "ineligible")
"""Titles in the order in which they are to be had; those that only time opens by their days."""

STEPS = {
    OPEN: ("apply", "prepare", "ask"),
    PARTLY: ("apply", "following", "prepare", "ask"),
    UPCOMING: ("prepare", "ask"),
    CLOSED: ("round", "prepare", "ask"),
    UNCLEAR: ("ask", "prepare"),
    CHANGED: ("ask", "prepare"),
}
"""What whoever meets the conditions does next, by the round's state."""


def application(notice: "Notice", verdict: JsonObject, day: date, elsewhere: str | None, change: bool) -> JsonObject:
    """``{"state", "window", "following", "later", "headline", "said", "judged", "titles", "steps"}`` on ``day``.

    ``state`` is the round's: that of the notice in which somebody can still apply, else its last. ``window`` is the one
    whose day comes next, as in the verdict, or the last that closed; ``following`` the first of the notice's next
    round, if there is one; ``later`` the id of a notice after this one.
    ``headline``, and ``said`` of the round's days or None, are in both languages, as is ``judged``: what whoever lacks
    nothing else still needs, and no answer tells, or None. ``titles`` are the verdict's, soonest first, each with its
    time in words. ``steps`` are what to do next: ``answer``, ``elsewhere``, ``change``, ``apply``,
    ``following``, ``prepare``, ``round``, ``later``, ``watch``, ``ask``. ``elsewhere`` is a notice that admits the
    applicant instead; ``change``: something could still change the outcome.
    """
    state, window = _standing(_windows(notice.opening, day))
    following, later = _following(notice, day), notice.later
    return {
        "state": state,
        "window": window,
        "following": following,
        "later": later,
        "headline": _headline(notice, verdict, state, window),
        "said": _said(notice, verdict["outcome"], state, window, day),
        "judged": _judged(verdict),
        "titles": _titles(notice, verdict, state),
        "steps": _steps(verdict, state, bool(following), later, elsewhere, change),
    }


def _windows(opening: "Opening", day: date) -> list[JsonObject]:
    return [stated_window(window, day.isoformat()) for window in opening.windows]


def _following(notice: "Notice", day: date) -> JsonObject | None:
    """The first window of the notice's next round, if it has one after that of ``day``."""
    rounds = [opening.round for opening in notice.openings]
    after = notice.openings[rounds.index(notice.opening.round) + 1 :]
    return _standing(_windows(after[0], day))[1] if after else None


def _standing(windows: list[JsonObject]) -> tuple[str, JsonObject | None]:
    """The state of a round by its windows, and the window whose day comes next, or the last that closed."""

    def of(state: str, side: str = "closes") -> list[JsonObject]:
        # What states no day on a side comes after all that do.
        return sorted((w for w in windows if w["state"] == state), key=lambda w: w[side] or "9999-12-31")

    running, coming, unclear, over = of(OPEN), of(UPCOMING, "opens"), of(UNCLEAR), of(CLOSED)
    if not windows:
        return UNCLEAR, None
    if not running and not coming and not unclear:
        return CLOSED, over[-1]
    ahead = [*running, *coming, *unclear][0]
    if over:
        return PARTLY, ahead
    return CHANGED if ahead["state"] == UNCLEAR and "amended_by" in ahead else ahead["state"], ahead


def _headline(notice: "Notice", verdict: JsonObject, state: str, window: JsonObject | None) -> dict[str, str]:
    outcome, earliest = verdict["outcome"], verdict["earliest"]
    if outcome == "eligible":
        return in_both(notice, WORDS["headline"][f"eligible_{state}"], day=_day_of(state, window))
    if outcome == "not_yet" and earliest:
        return in_both(notice, WORDS["headline"]["not_yet_until"], day=date.fromisoformat(earliest))
    return in_both(notice, WORDS["headline"][outcome])


def _said(notice: "Notice", outcome: str, state: str, window: JsonObject | None, today: date) -> dict[str, str] | None:
    """What is to be known of the round's days; None where the headline says it, or where they do not matter."""
    in_headline = outcome == "eligible" and state in (CLOSED, UNCLEAR, CHANGED)
    if outcome in ("ineligible", "not_yet") or in_headline:
        return None
    day = _day_of(window["state"] if window and state == PARTLY else state, window)
    left = (day - today).days if day else None
    words = WORDS["application"]
    known = [f"{state}_{left}", f"{state}_days" if left is not None else f"{state}_no_day", state]
    return in_both(notice, next(words[key] for key in known if key in words), day=day, days=left)


def _judged(verdict: JsonObject) -> dict[str, str] | None:
    """What only employer or authority can judge: of the clause that gives the title, else the first that is stated."""
    if verdict["outcome"] not in ("eligible", "not_yet"):
        return None
    clauses = [title["clause"] for title in verdict["titles"] if title["title"] == verdict["title"]]
    residual = sorted(verdict["residual"], key=lambda item: item["clause"] not in clauses)
    return {language: residual[0][language] for language in ("zh", "en")} if residual else None


def _day_of(state: str, window: JsonObject | None) -> date | None:
    """The day of a window that matters in a state: its first while it is to come, else its last."""
    written = window and window["opens" if state == UPCOMING else "closes"]
    return date.fromisoformat(written) if written else None


def _titles(notice: "Notice", verdict: JsonObject, state: str) -> list[JsonObject]:
    if verdict["outcome"] == "ineligible":
        return []
    soonest = sorted(verdict["titles"], key=lambda t: (SOONEST_FIRST.index(t["outcome"]), t["earliest"] or ""))
    return [{**title, **in_both(notice, _when(title, state), day=_read(title["earliest"]))} for title in soonest]


def _when(title: JsonObject, state: str) -> JsonObject:
    key: str = title["outcome"]
    if key == "eligible":
        key = "now" if state == OPEN else "met"
    elif title["earliest"]:
        key = "from"
    words: JsonObject = WORDS["when"][key]
    return words


def _read(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _steps(
    verdict: JsonObject, state: str, following: bool, later: str | None, elsewhere: str | None, change: bool
) -> list[str]:
    outcome = verdict["outcome"]
    next_round = "later" if later else "watch"
    absent = {"prepare": not verdict["materials"], "following": not following}
    if outcome == "incomplete":
        return ["answer"]
    if outcome == "ineligible":
        return [*(["elsewhere"] if elsewhere else []), *(["change"] if change else []), "ask"]
    if outcome == "refer":
        wanted: tuple[str, ...] = ("ask", "round", "prepare") if state == CLOSED else ("ask", "prepare")
    elif outcome == "not_yet":
        wanted, next_round = ("round", "prepare", "ask"), "round" if verdict["round"] else "watch"
    else:
        wanted = STEPS[state]
    return [next_round if step == "round" else step for step in wanted if not absent.get(step)]
