"""The desk's addresses, and what is answered at each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from generator.desk.guard import SHOWN, Guard
from generator.desk.pages import assets, handing, seeing, start, work
from generator.desk.visit import Answer, Desk, Visit
from generator.languages import LANGUAGES
from generator.preview.app import application as preview
from generator.register.characters import harmless
from generator.register.problems import BadInput

MOST_FIELDS = 2_000
"""Of one form; the longest has a box for each topic."""


def application(folder: Path, site: Path, port: int, token: str) -> Guard:
    """The desk of the register in ``folder``, for whoever knows ``token``; the site is built into ``site``."""
    desk = Desk(folder, site)
    answers = [route for module in (assets, seeing, start, work, handing) for route in module.ROUTES]
    routes = [
        Route(path, _endpoint(desk, answer), methods=methods) for path, methods, answer in (*answers, *work.OF_PARTS)
    ]
    # First, since its name would also do for a language.
    shown = Mount(SHOWN.rstrip("/"), preview(desk.preview))
    return Guard(Starlette(routes=[shown, *routes]), port, token)


def _endpoint(desk: Desk, answer: Answer) -> Callable[[Request], Any]:
    """``answer`` as the server calls it: with the form read, in a thread of its own."""

    async def answered(request: Request) -> Response:
        posted = request.method == "POST"
        sent = await request.form(max_files=1, max_fields=MOST_FIELDS) if posted else FormData()
        language = request.path_params.get("language", LANGUAGES[0])
        if language not in LANGUAGES:
            raise HTTPException(404)
        visit = Visit(desk, request, language, sent)
        try:
            return await run_in_threadpool(answer, visit)
        except BadInput as bad:
            return visit.page("refused", 409, lines=bad.lines)
        except OSError as error:
            # A folder that is not to be written to, a full disk, a file that has gone meanwhile.
            return visit.page("refused", 409, lines=[harmless(f"{error.filename or desk.folder}: {error.strerror}")])
        finally:
            # The documents that came with it.
            await sent.close()

    return answered
