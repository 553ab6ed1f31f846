"""How far a notice is: a draft with questions, ready, or in the site as its file now has it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.desk.shelf import Filed
from generator.preview.edition import Edition

type State = Literal["broken", "draft", "faulty", "ready", "changed", "built"]


@dataclass(frozen=True, slots=True)
class Standing:
    """``built``: the site has the notice as its file now is; ``changed``: as it was before."""

    state: State
    questions: int
    faults: int


def standing(notice: Filed, edition: Edition | None, site: Path) -> Standing:
    """How ``notice`` stands; ``edition`` is None where the register cannot be published."""
    return Standing(_state(notice, edition, site), notice.questions, len(notice.faults))


def _state(notice: Filed, edition: Edition | None, site: Path) -> State:
    if notice.source is None:
        return "broken"
    if notice.questions:
        return "draft"
    if notice.faults:
        return "faulty"
    built = site / "notices" / f"{notice.id}.json"
    if edition is None or not built.is_file():
        return "ready"
    now = edition.publication.by_id.get(notice.id)
    return "built" if now and built.read_text(encoding="utf-8") == now.text else "changed"
