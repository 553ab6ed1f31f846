"""See: the notice's page, its comparison and the self-check as they would be published, beside the work."""

from starlette.responses import Response

from generator.desk.guard import SHOWN
from generator.desk.visit import Route, Visit
from generator.languages import address
from generator.preview.edition import Edition


def _see(visit: Visit) -> Response:
    """The three pages to choose from, in a frame that follows the work; or what they wait for."""
    notice, edition = visit.notice, visit.desk.preview.now
    views: dict[str, str] = {}
    if notice.id in edition.publication.by_id:
        before = edition.before(notice.id)
        views = {"page": f"notices/{notice.id}/"}
        views |= {"comparison": f"compare/{before}/{notice.id}/"} if before else {}
        views |= {"check": f"check/?notice={notice.id}"} if notice.id in _openings(edition) else {}
    chosen = visit.query.get("view", "page")
    path = views.get(chosen)
    return visit.page(
        "see",
        notice=notice,
        title=notice.title(visit.language),
        views=views,
        chosen=chosen,
        beside="beside" in visit.query,
        shown=f"{SHOWN}{address(visit.language, path)}" if path else None,
        last=visit.desk.keeper.last(notice.id),
    )


def _openings(edition: Edition) -> set[str]:
    return {notice.id for notice in edition.publication.rounds}


ROUTES: tuple[Route, ...] = (("/{language}/notices/{notice}/see/", ["GET"], _see),)
