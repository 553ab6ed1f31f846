"""Work: the document clause by clause, what was understood beside it, and a form for whatever is open."""

from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from generator.desk.editing import edited, mark_of_part, new_topic, with_new_topic
from generator.desk.forms import TAGS
from generator.desk.keeping import OvertakenError
from generator.desk.shelf import HEAD
from generator.desk.since import since
from generator.desk.source import ChangeError, Source
from generator.desk.visit import Route, Visit
from generator.register.earlier import words_before
from generator.register.places import read_text

INFORMS = "informs"
"""What stands among the kinds of entry for a clause that states nothing: a field of the clause, and no list."""
OF_FORMS = ("do", "seen", "group", "index", "tag", "number", "go", "settle")
"""What a form sends beside what a person has filled in."""


def _work(visit: Visit) -> Response:
    views = visit.views()
    notice = visit.notice
    if views is None:
        return visit.page("broken", notice=notice, title=notice.id, lines=visit.lines(notice.problems))
    return visit.page(
        "work",
        notice=notice,
        title=notice.title(visit.language),
        head=views.head(),
        parts_of=views.parts(),
        loose=views.loose(),
        dropped=views.dropped(),
        last=visit.desk.keeper.last(notice.id),
    )


def _part(visit: Visit) -> Response:
    notice, part, views = visit.notice, visit.part, visit.views()
    if views is None:
        return visit.to(f"notices/{notice.id}/")
    if part not in notice.parts:
        raise HTTPException(404)
    at = notice.parts.index(part)
    around: dict[str, Any] = {
        "notice": notice,
        "title": notice.title(visit.language),
        "before": notice.parts[at - 1] if at else None,
        "after": notice.parts[at + 1] if at + 1 < len(notice.parts) else None,
        "next": notice.next_left(part),
        "seen": mark_of_part(part)(views.source),
        "last": visit.desk.keeper.last(notice.id),
    }
    if part == HEAD:
        return visit.page(
            "head", fields=views.head(), loose=views.loose(), rounds=views.rounds(), dropped=views.dropped(), **around
        )
    group, _, tag = visit.query.get("new", "").partition(".")
    new = None
    if group and group != INFORMS:
        try:
            new = views.new_entry(part, group, tag)
        except KeyError:
            raise HTTPException(404) from None
    earlier = words_before(visit.desk.shelf.reading.register, notice.jurisdiction, notice.round)
    editing = visit.query.get("edit", "")
    return visit.page(
        "clause",
        view=views.clause(part, editing),
        editing=editing,
        since=since(earlier, views.chinese(part)) if earlier else None,
        neighbours=[views.part(each) for each in notice.parts[max(at - 1, 1) : at + 2]],
        group=group,
        what=tag,
        new=new,
        kinds={each: views.forms.tags(each) for each in TAGS},
        about=views.forms.about(group, tag) if new else "",
        **around,
    )


def _change(visit: Visit) -> Response:
    """Does what a form of a part says, and goes on to where the next thing is open: at the same part before others."""
    notice, part, sent = visit.notice, visit.part, visit.sent
    forms = visit.forms()
    change = partial(visit.desk.keeper.change, notice.id, notice.file, part, str(sent.get("seen", "")))
    try:
        if sent.get("do") == "topic":
            topics = visit.desk.folder / "topics.yaml"
            topic, text = new_topic(read_text(topics, str(topics)), sent, forms)
            add = partial(with_new_topic, part=part, topic=topic)
            change(mark_of_part(part), add, {topics: lambda _: text})
        else:
            change(mark_of_part(part), partial(edited, part=part, sent=sent, forms=forms))
    except OvertakenError:
        return _overtaken(visit)
    except (ChangeError, ValueError):
        raise HTTPException(400) from None
    left = visit.desk.shelf.notice(notice.id)
    if sent.get("go") == "change" and left and left.source:
        return visit.to(f"notices/{notice.id}/{part}/?edit={_confirmed(left.source, part, str(sent.get('group')))}")
    if sent.get("go") == "next" and left and part not in left.left and (to := left.next_left(part)):
        return visit.to(f"notices/{notice.id}/{to}/")
    return visit.to(f"notices/{notice.id}/{part}/")


def _confirmed(source: Source, part: str, group: str) -> str:
    """The entry that has just been confirmed: the last of its list in the clause."""
    listed = source.at((*source.clauses[part], group))
    return f"{group}.{len(listed) - 1}" if isinstance(listed, list) else ""


def _overtaken(visit: Visit) -> Response:
    """Somebody else has changed the same part since: shows what was to be written and what stands there now."""
    notice, part, views = visit.notice, visit.part, visit.views()
    given = [(name, str(value)) for name, value in visit.sent.multi_items() if isinstance(value, str)]
    there = part in notice.parts and views is not None
    return visit.page(
        "overtaken",
        409,
        notice=notice,
        title=notice.title(visit.language),
        part=part,
        mine=[(name, value) for name, value in given if name not in OF_FORMS and value],
        given=[(name, value) for name, value in given if name != "seen"],
        seen=mark_of_part(part)(visit.source) if there else None,
        theirs=views.part(part) if views and there and part != HEAD else None,
        text=read_text(notice.file, str(notice.file)),
    )


def _undo(visit: Visit) -> Response:
    notice = visit.notice
    try:
        step = visit.desk.keeper.undo(notice.id)
    except OvertakenError:
        return visit.page(
            "kept", 409, notice=notice, title=notice.title(visit.language), last=visit.desk.keeper.last(notice.id)
        )
    left = visit.desk.shelf.notice(notice.id)
    part = step.part if step and left and step.part in left.parts else ""
    return visit.to(f"notices/{notice.id}/{part}/" if part else f"notices/{notice.id}/")


def _next(visit: Visit) -> Response:
    """The next part with something left, after the one named."""
    part = visit.notice.next_left(visit.query.get("after"))
    return visit.to(f"notices/{visit.notice.id}/{part}/" if part else f"notices/{visit.notice.id}/")


NOTICE = "/{language}/notices/{notice}/"
ROUTES: tuple[Route, ...] = (
    (NOTICE, ["GET"], _work),
    (f"{NOTICE}undo/", ["POST"], _undo),
    (f"{NOTICE}next/", ["GET"], _next),
)
OF_PARTS: tuple[Route, ...] = (
    (f"{NOTICE}{{part}}/", ["GET"], _part),
    (f"{NOTICE}{{part}}/", ["POST"], _change),
)
"""After all other pages of a notice, whose names no clause has."""
