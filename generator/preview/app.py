"""A preview's addresses: every file of the site as it would be published, on pages that follow what changes."""

import mimetypes
from traceback import format_exception_only
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.folders import BROWSER, TEMPLATES, WORDS
from generator.languages import LANGUAGES
from generator.pages.templates import environment
from generator.preview.edition import Preview
from generator.register.problems import BadInput
from generator.site.offline import WORKER
from generator.words.load import load_words

OWN = "preview/"
"""Below it stands what is no part of the site: the script that follows, and the state that it asks for."""
SCRIPT = f"{OWN}preview.js"
FOLLOWING = '<script src="{script}" data-state="{state}"></script>\n</body>'
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".ics": "text/calendar"}
"""Those that machines know differently, and browsers need."""


def application(preview: Preview) -> Starlette:
    """The site that ``preview`` has, at the root or wherever it is mounted."""

    async def state(_: Request) -> Response:
        return JSONResponse(await run_in_threadpool(_named, preview))

    async def script(request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        return Response((BROWSER / OWN / name).read_bytes(), media_type=TYPES[".js"])

    async def shown(request: Request) -> Response:
        return await run_in_threadpool(_shown, preview, request.path_params["path"], request.scope)

    return Starlette(
        routes=[
            Route(f"/{OWN}state", state),
            *(Route(f"/{name}", script) for name in (SCRIPT, WORKER)),
            Route("/{path:path}", shown),
        ],
    )


def _named(preview: Preview) -> str:
    return str(hash(preview.state))


def _shown(preview: Preview, path: str, scope: Any) -> Response:
    root = scope.get("root_path", "") + "/"
    # Before it is read: what changes meanwhile is followed.
    state = _named(preview)
    following = FOLLOWING.format(script=f"{root}{SCRIPT}", state=state)
    try:
        edition = preview.now
        content = edition.file(path)
        if content is None and not path.endswith("/") and edition.file(f"{path}/") is not None:
            return RedirectResponse(f"{root}{path}/")
    except BadInput as bad:
        return _page(_refused(bad.lines), following, 409)
    except Exception as fault:
        # Of a file of the project's own, while it is being changed.
        return _page(_refused([line.strip() for line in format_exception_only(fault)]), following, 500)
    if content is None:
        return _page(edition.missing.decode(), following, 404)
    if path.endswith((".html", "/")) or not path:
        return _page(content.decode(), following, 200)
    ending = f".{path.rpartition('.')[2]}"
    kind = TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return Response(content, media_type=kind)


def _page(text: str, following: str, status: int) -> Response:
    return HTMLResponse(following.join(text.rsplit("</body>", 1)), status, {"cache-control": "no-store"})


def _refused(lines: list[str]) -> str:
    words = load_words(WORDS)
    template = environment(TEMPLATES).get_template("preview.html")
    return template.render(words={language: words.of(language) for language in LANGUAGES}, lines=lines)
