"""The verdict on one applicant: outcome, title, findings, materials, windows and what is still to be asked.

Shape and precedence: the contract, section 3.
"""

import json

from .answers import TOPICS, InputError, read_answers, read_date, shown
from .completions import decide, holds, look_ahead
from .levels import level_of
from .notice import Notice, read_notice
from .rules import MET, NOT_YET, OUTCOMES, RANKS, RULES, TITLE_RULES, UNKNOWN, UNMET, left_open
from .words import sentence

MAX_DEPTH = 60

ORDER = {key: (about, at) for about, keys in enumerate(TOPICS) for at, key in enumerate(keys)}


def evaluate(notice, answers, today):
    """The verdict as a JSON object.

    ``notice`` is a published notice (a JSON object) or one already read by ``read_notice``; ``answers`` a JSON object;
    ``today`` an ISO date. Raises ``InputError``, one line, with the key at fault.
    """
    day = read_date("today", today).isoformat()
    read = (notice if isinstance(notice, Notice) else read_notice(notice)).on(day)
    given = read_answers(answers, tuple(read.affiliations))
    findings = [found for rule in RULES if (found := _find(read, given, rule)) is not None]
    level = level_of(read, given)
    outcome, shares = _outcome(read, given, findings, level)
    title = _title(findings, outcome, level)
    earliest = next((finding.values["complete"] for finding in findings if finding.status == NOT_YET), None)
    materials, waiting = _materials(read, given)
    return {
        "notice": read.id,
        "outcome": outcome,
        "title": title,
        "findings": [_worded(finding) for finding in findings],
        "earliest": earliest.isoformat() if earliest else None,
        "round": _round(read, earliest),
        "materials": materials,
        "windows": [_window(window, day) for window in read.opening.windows],
        "residual": _residual(read, title, level),
        "next": _next(outcome, shares, waiting),
    }


def evaluate_json(notice, answers, today):
    """``evaluate`` on JSON texts; the verdict as canonical JSON, the same bytes on every platform."""
    return canonical_json(evaluate(_notice_of(notice), parse_json("answers", answers), today))


def canonical_json(verdict):
    """Sorted keys, no white space, characters as they are."""
    return json.dumps(verdict, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parse_json(name, text):
    """The value of a JSON text; raises ``InputError``. Depth is bounded, since deep nesting kills Pyodide."""
    depth = 0
    for character in text:
        depth += (character in "[{") - (character in "]}")
        if depth > MAX_DEPTH:
            raise InputError(f"{name}: expected at most {MAX_DEPTH} levels of nesting, found more")
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once)
    except ValueError as error:
        raise InputError(f"{name}: expected JSON, found {' '.join(str(error).split())}") from None


def _refuse_constant(name):
    raise ValueError(name)


def _once(pairs):
    """The object of ``pairs``; a key that comes twice would silently lose its first value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{shown(next(name for name in names if names.count(name) > 1))} twice")
    return found


_READ = {}


def _notice_of(text):
    """The notice in ``text``; the last few are kept, since a page asks the same one after every answer."""
    if text not in _READ:
        if len(_READ) >= 8:
            _READ.clear()
        _READ[text] = read_notice(parse_json("notice", text))
    return _READ[text]


def _find(notice, answers, rule):
    """The rule's finding, or None; one that waits only where the open answers make a difference to it."""
    finding = rule(notice, answers)
    if finding is None or finding.status != UNKNOWN:
        return finding and left_open(notice, finding)
    return decide(notice, answers, rule, finding)


def _outcome(notice, answers, findings, level):
    """The outcome, and the shares by which open answers settle it: see ``look_ahead``."""
    statuses = {finding.status for finding in findings}
    if UNMET in statuses or (UNKNOWN not in statuses and level.state != "unknown"):
        return OUTCOMES[max((RANKS[status] for status in statuses - {UNKNOWN}), default=0)], {}
    outcomes, shares = look_ahead(notice, answers)
    return outcomes.pop() if len(outcomes) == 1 else "incomplete", shares


def _title(findings, outcome, level):
    settled = all(finding.status == MET for finding in findings if finding.rule in TITLE_RULES)
    return level.title if settled and outcome != "ineligible" and level.state == "known" else None


def _worded(finding):
    worded = {"rule": finding.rule, "clause": finding.clause, "status": finding.status}
    for language in ("zh", "en"):
        worded[language] = sentence(finding, language)
    return worded


def _round(notice, earliest):
    """The first known notice of the same jurisdiction whose cut-off is on or after ``earliest``."""
    if earliest is None:
        return None
    return next((known for cutoff, known in notice.rounds if cutoff >= earliest), None)


def _materials(notice, answers):
    """The items that every completion hands in, and the open answers on which further ones depend."""
    items, waiting = [], []
    for item in notice.materials:
        conditions = {key: holds(notice, answers, key, values) for key, values in item.get("when", {}).items()}
        if False in conditions.values():
            continue
        if None in conditions.values():
            waiting += [key for key, held in conditions.items() if held is None]
        else:
            items.append({name: item.get(name) for name in ("key", "clause", "copies", "zh", "en")})
    return items, waiting


def _window(window, day):
    state = "upcoming" if day < window["opens"] else "closed" if day > window["closes"] else "open"
    return {
        "key": window["key"],
        "clause": window["clause"],
        "opens": window["opens"],
        "closes": window["closes"],
        "state": state,
    }


def _residual(notice, title, level):
    """What only employer or authority can judge: of the clause that gives the title, and of no level's clause."""
    levels = {requirement["clause"] for requirement in notice.all("education")}
    own = level.requirement["clause"] if title else None
    return [
        {"clause": item["clause"], "zh": item["zh"], "en": item["en"]}
        for item in notice.residual
        if item["clause"] == own or item["clause"] not in levels
    ]


def _next(outcome, shares, waiting):
    """The open answers that can still change outcome, title or materials.

    By topic and then, the most useful first, by the share of an answer's values that each settle the outcome at once.
    """
    if outcome == "ineligible":
        return []
    return sorted({*shares, *waiting}, key=lambda key: (ORDER[key][0], -shares.get(key, 0), ORDER[key][1]))
