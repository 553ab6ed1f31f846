"""Compares what the importer finds in a source with the curated notice of the same source."""

from pathlib import Path

import yaml

from generator.importing.drafting import import_document

NOTICES = Path(__file__).resolve().parent.parent / "notices"
SOURCES = ("lianyungang-city/2026-h1", "lianyungang-etdz/2023-h2")
FOUND = ("cutoff", "window", "phone", "url", "address", "announcement_days")
HEAD = ("title", "addressees", "issuer", "issued")


def found_and_wanted(document: Path, source: str) -> dict[str, tuple[set, set]]:
    """For each kind, what the importer finds in ``document`` and what the curated notice ``source`` has."""
    drafted = import_document(document, folder=NOTICES).yaml
    curated = (NOTICES / f"{source}.yaml").read_text(encoding="utf-8")
    found, wanted = (things(yaml.load(text, Loader=yaml.BaseLoader)) for text in (drafted, curated))
    return {kind: (found[kind], wanted[kind]) for kind in wanted}


def things(notice: dict) -> dict[str, set]:
    """Everything in a notice that can be found with certainty, by kind; white space does not count."""
    clauses = notice["clauses"]
    facts = [(c["id"], fact["fact"], fact["value"]) for c in clauses for fact in c.get("facts", [])]
    materials = [(c["id"], item) for c in clauses for item in c.get("materials", [])]
    return {
        "head": {(key, str(notice[key]["zh"] if key != "issued" else notice[key])) for key in HEAD},
        "ids": {c["id"] for c in clauses},
        "labels": {(c["id"], c["label"]) for c in clauses},
        "texts": {(c["id"], "".join(c["zh"].split())) for c in clauses},
        **{kind: {fact for fact in facts if fact[1] == kind} for kind in FOUND},
        "materials": {(id_, item["key"]) for id_, item in materials},
        "copies": {(id_, item["copies"]) for id_, item in materials if "copies" in item},
        "corrections": {(c["id"], n) for c in clauses for n in range(len(c.get("corrections", [])))},
    }
