"""See: the notice's page, its comparison and the self-check as they would be published, beside the work."""

from mimetypes import guess_type

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from generator.desk.guard import SHOWN
from generator.desk.shown import Edition, assets
from generator.desk.visit import Route, Visit
from generator.languages import LANGUAGE_TAGS, address
from generator.pages.page import Page
from generator.pages.renderer import relative


def _see(visit: Visit) -> Response:
    """The three pages to choose from, in a frame that follows the work; or what they wait for."""
    notice, edition = visit.notice, visit.desk.editions.now
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
        state=_state(visit),
        last=visit.desk.keeper.last(notice.id),
    )


def _openings(edition: Edition) -> set[str]:
    return {notice.id for notice in edition.publication.rounds}


def _changed(visit: Visit) -> Response:
    """What tells whether any file has changed."""
    return JSONResponse(_state(visit))


def _state(visit: Visit) -> str:
    return str(hash(visit.desk.shelf.state))


def _shown(visit: Visit) -> Response:
    """A page or a file of the site as it would be published."""
    path: str = visit.request.path_params["path"]
    edition = visit.desk.editions.now
    if page := edition.page(path):
        return HTMLResponse(_document(visit, page))
    content = edition.files.get(path) or assets().files.get(path)
    if content is None:
        raise HTTPException(404)
    return Response(content, media_type=guess_type(path)[0] or "application/octet-stream")


def _document(visit: Visit, page: Page) -> str:
    """The page in a document of its own: the site's frame leads to pages that are not shown here."""
    return visit.desk.templates.get_template("desk/shown.html").render(
        page=page,
        tag=LANGUAGE_TAGS[page.language],
        file=lambda target: relative(page.address, assets().addresses[target]),
        t=visit.desk.words.of(page.language),
    )


ROUTES: tuple[Route, ...] = (
    ("/{language}/notices/{notice}/see/", ["GET"], _see),
    ("/state", ["GET"], _changed),
    (f"{SHOWN}{{path:path}}", ["GET"], _shown),
)
