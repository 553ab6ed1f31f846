"""Hand over: nothing is left, the change is reviewed, the site is built; publishing stays a command."""

from dataclasses import replace

from starlette.responses import Response

from generator.comparing.changes import register_changes
from generator.comparing.review import Review
from generator.comparing.revisions import register_at
from generator.desk.handover import standing
from generator.desk.visit import Route, Visit
from generator.register.load import finished
from generator.register.problems import BadInput, Problem
from generator.site.build import build_site

REVISION = "HEAD"
"""What has been agreed upon: the last commit of the repository that the register lies in."""


def _hand_over(visit: Visit) -> Response:
    return _page(visit)


def _page(visit: Visit, built: str = "", refused: tuple[str, ...] = ()) -> Response:
    notice, desk = visit.notice, visit.desk
    reading = desk.shelf.reading
    others = [problem for file, own in reading.own.items() if file != notice.file for problem in own]
    return visit.page(
        "hand_over",
        409 if refused else 200,
        notice=notice,
        title=notice.title(visit.language),
        standing=standing(notice, desk.preview.now, desk.site),
        shared=visit.lines(reading.shared),
        others=visit.lines(others),
        clean=not [*reading.shared, *others] and notice.clean,
        review=_review(visit),
        built=built,
        refused=refused,
        site=str(desk.site),
        last=desk.keeper.last(notice.id),
    )


def _review(visit: Visit) -> list[str] | None:
    """What the register changes since the last commit, a line each; None where it lies in no repository."""
    desk = visit.desk
    register, drafts = finished(desk.shelf.reading)
    try:
        earlier, _ = register_at(desk.folder, REVISION)
    except BadInput:
        return None
    unfinished = {draft.id for draft in drafts}
    earlier = replace(earlier, notices=tuple(each for each in earlier.notices if each.id not in unfinished))
    review = Review(register_changes(earlier, register, desk.words), desk.words, visit.language, REVISION)
    return list(review.lines(every=False))


def _build(visit: Visit) -> Response:
    """Builds the site, if the whole register is without a problem."""
    reading = visit.desk.shelf.reading
    left: list[Problem] = sorted(reading.problems)
    if left or not visit.notice.clean:
        return _page(visit, refused=(visit.t("desk.hand_over.left"),))
    try:
        built = build_site(visit.desk.folder, visit.desk.site)
    except BadInput as bad:
        return _page(visit, refused=tuple(bad.lines))
    return _page(visit, built=str(built))


ROUTES: tuple[Route, ...] = (
    ("/{language}/notices/{notice}/hand-over/", ["GET"], _hand_over),
    ("/{language}/notices/{notice}/hand-over/", ["POST"], _build),
)
