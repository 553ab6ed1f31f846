"""A notice as the rules need it, read from its published JSON."""

from datetime import date

from .answers import InputError


class Notice:
    """Requirements by kind, with what the verdict shows beside them; days are dates."""

    __slots__ = (
        "affiliations",
        "cutoff",
        "cutoff_clause",
        "cutoff_quote",
        "elsewhere",
        "id",
        "jurisdiction",
        "materials",
        "requirements",
        "residual",
        "rounds",
        "windows",
    )

    def __init__(self, published):
        self.id = published["id"]
        self.jurisdiction = published["jurisdiction"]
        self.affiliations = {known["id"]: known for known in published["affiliations"]}
        cutoff = published["cutoff"]
        self.cutoff = date.fromisoformat(cutoff["date"])
        self.cutoff_clause, self.cutoff_quote = cutoff["clause"], cutoff["quote"]
        self.requirements = {}
        for requirement in published["requirements"]:
            self.requirements.setdefault(requirement["kind"], []).append(requirement)
        self.materials = published["materials"]
        self.residual = published["residual"]
        self.windows = published["windows"]
        self.elsewhere = published["elsewhere"]
        self.rounds = [(date.fromisoformat(known["cutoff"]), known["notice"]) for known in published["rounds"]]

    def all(self, kind):
        """The requirements of ``kind`` in document order; none is an empty list."""
        return self.requirements.get(kind, [])

    def first(self, kind):
        """The first requirement of ``kind``, or None."""
        return next(iter(self.all(kind)), None)


def read_notice(published):
    """The notice in ``published``, the object of ``/notices/<id>.json``; raises ``InputError``."""
    try:
        return Notice(published)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(f"notice: expected a published notice as JSON, found {reason}") from None
