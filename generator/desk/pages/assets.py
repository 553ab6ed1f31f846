"""The desk's own style sheet and scripts."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from generator.desk.visit import Route, Visit
from generator.folders import BROWSER
from generator.sheets import sheet

SCRIPTS = "desk"
"""The folder of the desk's scripts."""


def _style(visit: Visit) -> Response:
    return Response(sheet("desk/desk.css"), media_type="text/css")


def _script(visit: Visit) -> Response:
    name = visit.request.path_params["name"]
    file = next((file for file in (BROWSER / SCRIPTS).glob("*.js") if file.name == name), None)
    if file is None:
        raise HTTPException(404)
    return Response(file.read_bytes(), media_type="text/javascript")


ROUTES: tuple[Route, ...] = (
    ("/desk/desk.css", ["GET"], _style),
    ("/desk/{name}", ["GET"], _script),
)
