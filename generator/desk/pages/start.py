"""Start: the register's notices and how far each is, and a new one from a document."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from generator.desk.handover import Standing, standing
from generator.desk.shelf import Filed
from generator.desk.visit import Route, Visit
from generator.importing.drafting import import_document
from generator.importing.filing import write_draft
from generator.languages import LANGUAGES
from generator.preview.edition import Edition
from generator.register.model import ROUND_ID
from generator.register.problems import BadInput

LAST = "last"
"""In place of a notice to lean on: the last one of the same office, if there is one."""
GIVEN = ("jurisdiction", "round", "like")
"""What is said of a document that is to be drafted."""
ACCEPTED = (".docx", ".pdf", ".html", ".htm", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Row:
    """A notice in the list, and how it stands."""

    notice: Filed
    title: str
    place: str
    standing: Standing


def _front(visit: Visit) -> Response:
    """In the language that the browser asks for first."""
    wanted = re.findall(r"[a-z]+", visit.request.headers.get("accept-language", "").lower())
    language = next((each for each in wanted if each in LANGUAGES), LANGUAGES[0])
    return RedirectResponse(f"/{language}/", 303)


def _start(visit: Visit) -> Response:
    return _shown(visit, dict.fromkeys(GIVEN, "") | {"like": LAST}, ())


def _shown(visit: Visit, given: dict[str, str], faults: tuple[str, ...]) -> Response:
    shelf = visit.desk.shelf
    places = {place.id: place.of(visit.language) for place in shelf.vocabularies.jurisdictions.jurisdictions}
    edition = _edition(visit)
    rows = [
        Row(
            notice,
            notice.title(visit.language),
            places.get(notice.jurisdiction, notice.jurisdiction),
            standing(notice, edition, visit.desk.site),
        )
        for notice in shelf.notices
    ]
    return visit.page(
        "start", 409 if faults else 200, rows=rows, places=places, given=given, faults=faults, accepted=ACCEPTED,
        problems=visit.lines(shelf.reading.shared),
    )  # fmt: skip


def _edition(visit: Visit) -> Edition | None:
    """The register as it would be published; None where it cannot be."""
    try:
        return visit.desk.preview.now
    except BadInput:
        return None


def _new(visit: Visit) -> Response:
    """Drafts a notice from the document that was dropped, and goes to it."""
    given = {name: str(visit.sent.get(name, "")).strip() for name in GIVEN}
    document = visit.sent.get("document")
    if not isinstance(document, UploadFile) or not document.filename:
        return _shown(visit, given, (visit.t("desk.new.no_document"),))
    places = {place.id for place in visit.desk.shelf.vocabularies.jurisdictions.jurisdictions}
    if given["jurisdiction"] not in places:
        return _shown(visit, given, (visit.t("desk.new.no_place"),))
    if not re.fullmatch(ROUND_ID.strip("^$"), given["round"]):
        return _shown(visit, given, (visit.t("desk.new.no_round"),))
    out = visit.desk.folder / given["jurisdiction"] / f"{given['round']}.yaml"
    if out.exists() or out.with_suffix(".txt").exists():
        return _shown(visit, given, (visit.t("desk.new.taken"),))
    with tempfile.TemporaryDirectory(prefix="chuding-") as folder:
        # Under its own name, which says what it is, and by which messages call it.
        file = Path(folder, Path(document.filename.replace("\\", "/")).name)
        file.write_bytes(document.file.read())
        try:
            draft = import_document(file, folder=visit.desk.folder, like=_like(visit, given) or None)
        except BadInput as bad:
            return _shown(visit, given, tuple(line.replace(f"{folder}/", "") for line in bad.lines))
    write_draft(draft, out)
    return visit.to(f"notices/{given['jurisdiction']}-{given['round']}/")


def _like(visit: Visit, given: dict[str, str]) -> str:
    """The notice to lean on."""
    if given["like"] != LAST:
        return given["like"]
    last = visit.desk.shelf.reading.register.last_round(given["jurisdiction"], lambda _: True)
    return last.id if last else ""


ROUTES: tuple[Route, ...] = (
    ("/", ["GET"], _front),
    ("/{language}/", ["GET"], _start),
    ("/{language}/new/", ["POST"], _new),
)
