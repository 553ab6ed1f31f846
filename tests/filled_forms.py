"""The forms of a page as a browser would send them untouched."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form: where it is sent, and each field with the value that it shows."""

    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The first value of a field; empty where it has none."""
        return next((value for each, value in self.fields if each == name), "")


def forms_of(page: str) -> list[Form]:
    """Every form of a page, in order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._written: tuple[str, list[str]] | None = None
        self._chosen: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._open = Form(given.get("method", "get"), given.get("action", ""))
            self.forms.append(self._open)
        elif self._open and tag == "input" and name:
            if given.get("type") not in ("checkbox", "radio", "file") or "checked" in given:
                self._open.fields.append((name, given.get("value", "")))
        elif self._open and tag == "textarea":
            self._written = name, []
        elif self._open and tag == "select":
            self._chosen = name, []
        elif self._chosen and tag == "option" and ("selected" in given or not self._chosen[1]):
            self._chosen[1][:] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._written:
            self._written[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == "textarea" and self._written:
            # A browser drops the line break that the field begins with.
            self._open.fields.append((self._written[0], "".join(self._written[1]).removeprefix("\n")))
            self._written = None
        elif self._open and tag == "select" and self._chosen:
            self._open.fields.append((self._chosen[0], self._chosen[1][0]))
            self._chosen = None
        elif tag == "form":
            self._open = None
