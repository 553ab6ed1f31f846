"""What the importer takes from a register: the names of topics, and one earlier notice as its file has it."""

from pathlib import Path

from generator.importing.suggest import Earlier
from generator.register.load import notice_files
from generator.register.places import Plain, read_yaml
from generator.register.problems import BadInput
from generator.register.values import canonical


def topics_by_name(folder: Path) -> dict[str, str]:
    """Topics by the canonical form of their Chinese names; empty where the register has no ``topics.yaml``."""
    file = folder / "topics.yaml"
    if not file.is_file():
        return {}
    entries, _ = read_yaml(file, str(file))
    named = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return {canonical(str(entry.get("zh", ""))): str(entry.get("id", "")) for entry in named}


def earlier_notice(folder: Path, notice_id: str) -> Earlier:
    """The notice ``notice_id`` of the register, read alone, so that drafts beside it do no harm."""
    files = {f"{file.parent.name}-{file.stem}": file for file in notice_files(folder)}
    if notice_id not in files:
        choices = ", ".join(files) or f"none in {folder}"
        raise BadInput([f"{notice_id}: expected a notice, one of {choices}"])
    content, places = read_yaml(files[notice_id], str(files[notice_id]))
    clauses = content.get("clauses") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(clauses, list) or not all(map(_is_clause, clauses)):
        raise BadInput([places.problem(("clauses",), "a notice without problems", "something else")])
    annexes = content.get("annexes", [])
    both = [*clauses, *(annexes if isinstance(annexes, list) else [])]
    whole = [clause for clause in both if isinstance(clause, dict) and _is_clause(clause)]
    return Earlier(notice_id, {key: content[key] for key in content if key not in ("clauses", "annexes")}, tuple(whole))


def _is_clause(clause: Plain) -> bool:
    needed = ("id", "zh", "en")
    return isinstance(clause, dict) and all(isinstance(clause.get(key), str) for key in needed)
